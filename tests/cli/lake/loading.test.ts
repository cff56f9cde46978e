import {execFile} from 'node:child_process'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {promisify} from 'node:util'

import {describe, expect, it} from 'vitest'

import {sampleHome, temporaryFolder} from '../harness.ts'
import {exportMembers, writeArchive} from '../sources/archive.ts'
import {exportedLines, lakeDataset} from '../sources/dataset.ts'
import {serveLake} from '../sources/lake-server.ts'

const run = promisify(execFile)

/** Says on standard error which files of the lake are loaded. */
const watch = `data:text/javascript,${encodeURIComponent(`
import {registerHooks} from 'node:module'
registerHooks({load(url, context, next) {
  if (/\\/(?<!cli\\/)lake\\/|node:sqlite|\\/groq-js\\/|\\/sharp\\//.test(url)) console.error('LOADED ' + url)
  return next(url, context)
}})
`)}`

async function loadedBy(
  home: string,
  words: string[],
  env: NodeJS.ProcessEnv = {},
): Promise<string[]> {
  const {stderr} = await run(
    process.execPath,
    ['--no-warnings', '--import', watch, 'cli/main.ts', ...words],
    {env: {...process.env, MARROW_HOME: home, ...env}},
  )
  return stderr.split('\n').filter((line) => line.startsWith('LOADED'))
}

describe('the lake', () => {
  it('is not loaded where documents come from elsewhere', async () => {
    const home = await sampleHome()
    const out = join(temporaryFolder(), 'out')
    const sample = lakeDataset(home)
    const archive = join(temporaryFolder(), 'production.tar.gz')
    await writeArchive(archive, exportMembers(sample))
    const ndjson = join(temporaryFolder(), 'data.ndjson')
    writeFileSync(ndjson, exportedLines(sample.documents))
    expect(await loadedBy(home, ['status', '--source', ndjson])).toEqual([])
    expect(await loadedBy(home, ['export', '--source', archive, '--out', out])).toEqual([])
    const hosted = await serveLake(sample, 'sk-test')
    const env = {
      SANITY_PROJECT_ID: 'marrowtest',
      SANITY_DATASET: 'production',
      SANITY_API_HOST: hosted.origin,
      SANITY_AUTH_TOKEN: 'sk-test',
    }
    expect(await loadedBy(home, ['export', '--source', 'sanity', '--out', out], env)).toEqual([])
    await hosted.close()
    expect(await loadedBy(home, ['--help'])).toEqual([])
  })

  it('is loaded where they come from it', async () => {
    const loaded = await loadedBy(await sampleHome(), ['status'])
    expect(loaded.length).toBeGreaterThan(20)
  })
})
