import {readFileSync} from 'node:fs'

import type {World} from '#exports'
import {
  admit,
  contextsFor,
  parseTrust,
  publish,
  textDigest,
  type Publication,
  type RawDocument,
} from '#pipeline'
import {fromBase64} from '#schemas'

import {admitWorkspace} from '../../../../cli/export/admit-workspace.ts'
import {drawPng} from '../../../../cli/export/draw-png.ts'
import {assetWorld} from '../../../../cli/export/asset-world.ts'
import {makePrinting} from '../../../../cli/export/printing.ts'
import {homeAt} from '../../../../cli/home/paths.ts'
import {styleWith} from '../../../../cli/terminal/terminal.ts'
import {openWorkspace} from '../../../../cli/workspace/workspace.ts'
import {publishTorture, tortureWorld} from '../../../articles/torture/torture.ts'
import {now, sampleHome} from '../../../cli/harness.ts'

/** A publication with the world that its formats need. */
export interface Published {
  publication: Publication
  world: World
}

const printing = makePrinting()

/** Publish the articles of the sample home. */
export async function publishSamples(): Promise<Published[]> {
  const home = homeAt({MARROW_HOME: await sampleHome()})
  const workspace = await openWorkspace({
    positionals: [],
    values: {},
    home,
    env: {},
    now,
    terminal: {out() {}, error() {}, progress() {}, style: styleWith(false)},
  })
  const admission = await admitWorkspace(workspace, now)
  const contexts = contextsFor(admission, {sourceChecks: workspace.sourceChecks, now})
  const published = await Promise.all(
    admission.approved.map(async (approved) => {
      const pages = await publish(approved, contexts.get(approved.payload.article)!)
      const world = assetWorld(workspace.source, approved.payload.assets, printing)
      return pages.map((publication) => ({publication, world}))
    }),
  )
  return published.flat().filter(({publication}) => publication.page === 'article')
}

/** Publish the article that makes formats fail. */
export async function publishTortured(): Promise<Published> {
  return {publication: await publishTorture(), world: withPng({...tortureWorld, ...printing})}
}

/** Publish the golden article of the first released version. */
export async function publishGolden(): Promise<Published> {
  const read = (name: string) =>
    readFileSync(new URL(`../../../pipeline/golden/v1/${name}`, import.meta.url))
  const parse = (name: string) => JSON.parse(read(name).toString('utf8'))
  const {edition, statements} = parse('article.json') as {
    edition: RawDocument
    statements: RawDocument[]
  }
  const {root, envelope} = parse('trust.json') as {root: string; envelope: string}
  const {trust} = await parseTrust(envelope, fromBase64(root))
  const at = '2026-03-02T00:00:00.000Z'
  const admission = await admit({
    editions: [edition],
    statements,
    trust,
    ledger: [],
    now: at,
    assets: async () => read('asset.svg'),
    textDigest,
  })
  const [approved] = admission.approved
  const contexts = contextsFor(admission, {sourceChecks: {}, now: at})
  const [publication] = await publish(approved!, contexts.get(approved!.payload.article)!)
  const world = {readAsset: async () => new Uint8Array(read('asset.svg')), ...printing}
  return {publication: publication!, world: withPng(world)}
}

function withPng(world: World): World {
  return {
    ...world,
    toPng: async (sha256, width) => drawPng(await world.readAsset(sha256), width),
  }
}
