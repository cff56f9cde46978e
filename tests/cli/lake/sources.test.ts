import {cpSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {afterEach, beforeAll, describe, expect, it} from 'vitest'

import {serveLake, type LakeServer} from '#lake'

import {homeAt, type Home} from '../../../cli/home/paths.ts'
import {lakeHomeOf} from '../../../cli/lake/lake-home.ts'
import {openLake, type OpenLake} from '../../../cli/lake/open-lake.ts'
import {announceLake} from '../../../cli/lake/running-lake.ts'
import {embeddedLake} from '../../../cli/sources/embedded-lake.ts'
import {lakeAddress} from '../../../cli/sources/lake-address.ts'
import {assetFileName} from '../../../cli/sources/sanity-asset.ts'
import {sanityLake} from '../../../cli/sources/sanity.ts'
import {marrow, now, readTree, sampleHome, temporaryFolder} from '../harness.ts'
import {sourceContract} from '../sources/contract.ts'
import {lakeDataset, type SampleDataset} from '../sources/dataset.ts'

let dataset: SampleDataset
let home: string
const open: Array<{server: LakeServer; opened: OpenLake}> = []

beforeAll(async () => {
  home = await sampleHome()
  dataset = lakeDataset(home)
})

afterEach(async () => {
  for (const {server, opened} of open.splice(0)) {
    await server.close()
    await opened.close()
  }
})

/** A home with this dataset in NDJSON, which its lake takes over. */
function homeWith({documents, assets}: SampleDataset): Home {
  const dir = join(temporaryFolder(), 'home')
  mkdirSync(join(dir, 'assets'), {recursive: true})
  for (const [id, bytes] of assets) writeFileSync(join(dir, 'assets', assetFileName(id)), bytes)
  const lines = documents.map((document) => `${JSON.stringify(document)}\n`)
  writeFileSync(join(dir, 'dataset.ndjson'), lines.join(''))
  return homeAt({MARROW_HOME: dir})
}

async function run(at: Home) {
  const opened = await openLake(at, {clock: () => now})
  const server = await serveLake(opened.lake, {port: 0})
  open.push({server, opened})
  return {url: server.url, token: opened.token}
}

describe('the lake of the home, in this process, as a source', () => {
  sourceContract(
    () => dataset,
    async (sample) => embeddedLake(homeWith(sample), {clock: () => now}),
  )
})

describe('the lake of the home, running, as a source', () => {
  sourceContract(
    () => dataset,
    async (sample) => {
      const at = homeWith(sample)
      announceLake(lakeHomeOf(at), {pid: process.pid, ...(await run(at))})
      return embeddedLake(at, {clock: () => now})
    },
  )
})

describe('the embedded lake in the place of the hosted one, as a source', () => {
  sourceContract(
    () => dataset,
    async (sample) => {
      const {url, token} = await run(homeWith(sample))
      // Where assets were taken over, their documents name the address of the lake that runs.
      const env = {
        SANITY_PROJECT_ID: 'local',
        SANITY_DATASET: 'production',
        SANITY_API_HOST: url,
        SANITY_AUTH_TOKEN: token,
      }
      return sanityLake(lakeAddress(env), {
        assetUrl: (id) => `${url}/images/local/production/${assetFileName(id)}`,
      })
    },
  )
})

describe('export --source lake', () => {
  it('is what export does without a source', async () => {
    const trees = []
    for (const words of [[], ['--source', 'lake']]) {
      const copy = join(temporaryFolder(), 'home')
      cpSync(home, copy, {recursive: true})
      const out = join(copy, '..', 'out')
      const printed = await marrow(copy, ['export', '--out', out, ...words])
      expect(printed.exit, printed.error).toBe(0)
      trees.push({...readTree(out), ledger: readFileSync(join(copy, 'ledger.ndjson'), 'utf8')})
    }
    expect(Object.keys(trees[0]!).length).toBeGreaterThan(50)
    expect(trees[0]).toEqual(trees[1])
  })
})
