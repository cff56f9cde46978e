import {execFile} from 'node:child_process'
import {cpSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'

import {expect, it} from 'vitest'

import {now, readTree, sampleHome} from './harness.ts'

const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))

/** Export in a process of its own, with its own time zone and locale. */
async function exportIn(home: string, out: string, env: NodeJS.ProcessEnv): Promise<void> {
  const words = [main, 'export', '--out', out, '--at', now]
  await promisify(execFile)(process.execPath, words, {
    env: {...process.env, MARROW_HOME: home, ...env},
  })
}

it('gives byte-identical repositories of two copies of a home, in other time zones and locales', async () => {
  const home = await sampleHome()
  const folder = join(home, '..')
  const places = [
    {TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8'},
    {TZ: 'America/St_Johns', LC_ALL: 'C', LANG: 'C'},
  ]
  const trees = await Promise.all(
    places.map(async (env, index) => {
      const copy = join(folder, `copy-${index}`)
      const out = join(folder, `out-${index}`)
      cpSync(home, copy, {recursive: true})
      await exportIn(copy, out, env)
      return {out: readTree(out), ledger: readTree(copy)['ledger.ndjson']}
    }),
  )
  expect(Object.keys(trees[0]?.out ?? {}).length).toBeGreaterThan(50)
  expect(trees[0]).toEqual(trees[1])
})
