import {cpSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {afterEach, beforeAll, describe, expect, it} from 'vitest'

import type {ContentSource} from '#pipeline'

import {datasetArchive} from '../../../cli/sources/dataset-archive.ts'
import {datasetFile} from '../../../cli/sources/dataset-file.ts'
import {lakeAddress} from '../../../cli/sources/lake-address.ts'
import {assetFileName} from '../../../cli/sources/sanity-asset.ts'
import {sanityLake} from '../../../cli/sources/sanity.ts'
import {marrow, readTree, sampleHome, temporaryFolder} from '../harness.ts'
import {exportMembers, writeArchive} from './archive.ts'
import {sourceContract} from './contract.ts'
import {exportedLines, lakeDataset, type SampleDataset} from './dataset.ts'
import {serveLake, type LakeServer} from './lake-server.ts'

const token = 'sk-test-only-7d1f'
const servers: LakeServer[] = []
let dataset: SampleDataset
let home: string

beforeAll(async () => {
  home = await sampleHome()
  dataset = lakeDataset(home)
})

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

interface Kind {
  name: string
  /** Put a dataset where the source finds it: `--source` and its environment. */
  place(dataset: SampleDataset): Promise<{source: string; env: NodeJS.ProcessEnv}>
  open(source: string, env: NodeJS.ProcessEnv): ContentSource
}

const kinds: Kind[] = [
  {
    name: 'an NDJSON file',
    async place({documents, assets}) {
      const dir = temporaryFolder()
      writeImages(join(dir, 'images'), assets)
      writeFileSync(join(dir, 'data.ndjson'), exportedLines(documents))
      return {source: join(dir, 'data.ndjson'), env: {}}
    },
    open: (source) => datasetFile(source),
  },
  {
    name: 'a tar.gz of `sanity dataset export`',
    async place(sample) {
      const path = join(temporaryFolder(), 'production.tar.gz')
      await writeArchive(path, exportMembers(sample))
      return {source: path, env: {}}
    },
    open: (source) => datasetArchive(source),
  },
  {
    name: 'a lake through @sanity/client',
    async place(sample) {
      const server = await serveLake(sample, token)
      servers.push(server)
      const env = {
        SANITY_PROJECT_ID: 'marrowtest',
        SANITY_DATASET: 'production',
        SANITY_API_HOST: server.origin,
        SANITY_AUTH_TOKEN: token,
      }
      return {source: 'sanity', env}
    },
    open: (_source, env) => sanityLake(lakeAddress(env)),
  },
]

function writeImages(dir: string, assets: SampleDataset['assets']): void {
  mkdirSync(dir, {recursive: true})
  for (const [id, bytes] of assets) writeFileSync(join(dir, assetFileName(id)), bytes)
}

describe.each(kinds)('$name as a source', (kind) => {
  sourceContract(
    () => dataset,
    async (sample) => {
      const {source, env} = await kind.place(sample)
      return kind.open(source, env)
    },
  )
})

describe('export --source', () => {
  let fromHome: Record<string, string>

  beforeAll(async () => {
    fromHome = await exportFrom([], {})
  })

  async function exportFrom(words: string[], env: NodeJS.ProcessEnv) {
    const copy = join(temporaryFolder(), 'home')
    cpSync(home, copy, {recursive: true})
    const out = join(copy, '..', 'out')
    const printed = await marrow(copy, ['export', '--out', out, ...words], {env})
    expect(printed.exit, printed.error).toBe(0)
    expect(printed.out + printed.error).not.toContain(token)
    return {...readTree(out), ledger: readFileSync(join(copy, 'ledger.ndjson'), 'utf8')}
  }

  it.each(kinds)('gives the same repository from $name as from the home', async (kind) => {
    const {source, env} = await kind.place(dataset)
    const tree = await exportFrom(['--source', source], env)
    expect(Object.keys(tree).length).toBeGreaterThan(50)
    expect(tree).toEqual(fromHome)
  })
})
