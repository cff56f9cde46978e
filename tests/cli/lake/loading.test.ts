import {execFile} from 'node:child_process'
import {join} from 'node:path'
import {promisify} from 'node:util'

import {describe, expect, it} from 'vitest'

import {sampleHome, temporaryFolder} from '../harness.ts'

const run = promisify(execFile)

/** Says on standard error which files of the lake are loaded. */
const watch = `data:text/javascript,${encodeURIComponent(`
import {registerHooks} from 'node:module'
registerHooks({load(url, context, next) {
  if (/\\/(?<!cli\\/)lake\\/|node:sqlite|\\/groq-js\\/|\\/sharp\\//.test(url)) console.error('LOADED ' + url)
  return next(url, context)
}})
`)}`

async function loadedBy(home: string, words: string[]): Promise<string[]> {
  const {stderr} = await run(
    process.execPath,
    ['--no-warnings', '--import', watch, 'cli/main.ts', ...words],
    {env: {...process.env, MARROW_HOME: home}},
  )
  return stderr.split('\n').filter((line) => line.startsWith('LOADED'))
}

describe('the lake', () => {
  it('is not loaded where documents come from elsewhere', async () => {
    const home = await sampleHome()
    const out = join(temporaryFolder(), 'out')
    expect(await loadedBy(home, ['status'])).toEqual([])
    expect(await loadedBy(home, ['export', '--out', out])).toEqual([])
    expect(await loadedBy(home, ['--help'])).toEqual([])
  })

  it('is loaded where they come from it', async () => {
    const loaded = await loadedBy(await sampleHome(), ['status', '--source', 'lake'])
    expect(loaded.length).toBeGreaterThan(20)
  })
})
