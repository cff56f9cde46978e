import {beforeAll, describe, expect, it} from 'vitest'

import {exporters, type Artifact, type World} from '#exports'
import {contextsFor, publish, type ApprovedEdition, type Publication} from '#pipeline'

import type {Bundle} from '../../exports/bundle/bundle.ts'
import {packBundle} from '../../exports/bundle/pack-bundle.ts'
import {verifyBundle} from '../../exports/verify/verify-bundle.ts'
import {approve, makeWorld, svg, type TestWorld} from './bundle/world.ts'
import {typesetter} from './formats/pdf/make-pdf.ts'

/** Of the figure that leads the article and stands in its body. */
const rightsExpire = '2030-12-31'
const lastDay = `${rightsExpire}T23:59:59.999Z`
const nextDay = '2031-01-01T00:00:00.000Z'

let world: TestWorld
let approved: ApprovedEdition

beforeAll(async () => {
  world = await makeWorld()
  const text = 'Rest helps.\n\n::figure{ref=figure-knee}\n'
  const {admission} = await approve(world, {id: 'knee', text})
  approved = admission.approved[0]!
})

async function publishAt(now: string): Promise<Publication> {
  const admission = {approved: [approved], withdrawn: [], refused: [], notices: []}
  const contexts = contextsFor({...admission, trust: world.trust} as never, {sourceChecks: {}, now})
  const [page] = await publish(approved, contexts.get('knee')!)
  return page!
}

/** Export in a format, and tell how often it asked for a picture. */
async function exportAs(name: string, page: Publication) {
  let asked = 0
  const exportWorld: World = {
    ...typesetter,
    readAsset: async () => {
      asked += 1
      return svg
    },
    toPng: async () => {
      asked += 1
      return pixel
    },
  }
  const exporter = exporters.find((one) => one.name === name)!
  const artifacts = await exporter.export(page, exporter.defaults, exportWorld)
  return {artifacts, asked}
}

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

async function packAt(now: string): Promise<Bundle> {
  const page = await publishAt(now)
  const artifacts: Artifact[] = []
  for (const name of ['html', 'json']) artifacts.push(...(await exportAs(name, page)).artifacts)
  const unique = new Map(artifacts.map((artifact) => [artifact.path, artifact]))
  const {trustText: trust, rootKey, signer} = world
  return packBundle(
    [page],
    new Map([['', [...unique.values()]]]),
    {approved, trust, rootKey},
    signer,
  )
}

describe('A picture whose rights have ended', () => {
  it('is in no format from the day after on, and in each before', async () => {
    const shown = await publishAt(lastDay)
    const withheld = await publishAt(nextDay)
    const showing = exporters.filter(
      ({name, figures = []}) => name !== 'text' && figures.includes('syndication'),
    )
    expect(showing.map(({name}) => name)).toEqual(
      expect.arrayContaining(['html', 'json', 'pdf', 'epub', 'jats', 'docx', 'markdown']),
    )
    for (const {name} of showing) {
      expect((await exportAs(name, shown)).asked, name).toBeGreaterThan(0)
    }
    for (const {name} of exporters) {
      if (name === 'press-pdf') continue
      const {artifacts, asked} = await exportAs(name, withheld)
      expect(asked, name).toBe(0)
      expect(
        artifacts.filter(({path}) => path.startsWith('assets/')),
        name,
      ).toEqual([])
    }
  })

  it('is reported at each place, and leaves its words in the body', async () => {
    const {messages, hast, figures, leadFigure} = await publishAt(nextDay)
    const expired = messages.filter(({ruleId}) => ruleId === 'rights-expired')
    expect(expired.map(({path, reason}) => [path, reason])).toEqual([
      [expect.stringContaining('sections'), expect.stringContaining('text alternative stands')],
      ['leadFigure', expect.stringContaining('no lead picture')],
    ])
    expect(JSON.stringify(hast)).toContain('A knee')
    expect([figures, leadFigure]).toEqual([{}, null])
  })

  it('makes another bundle of the same edition, without its bytes, that verifies', async () => {
    const [before, after] = [await packAt(lastDay), await packAt(nextDay)]
    expect(after.digest).not.toBe(before.digest)
    expect(after.manifest.digest).toBe(before.manifest.digest)
    const pictures = ({manifest}: Bundle) =>
      manifest.files.filter(({mediaType}) => mediaType === 'image/svg+xml')
    expect(pictures(before)).toHaveLength(1)
    expect(pictures(after)).toEqual([])
    const rights = (bundle: Bundle): unknown =>
      JSON.parse(new TextDecoder().decode(bundle.files.get('data/rights.json')))
    expect(rights(before)).toMatchObject({assets: [{figure: 'figure-knee', rightsExpire}]})
    expect(rights(after)).toMatchObject({assets: []})
    const {faults} = await verifyBundle(after.zip, world.rootKey, {now: nextDay})
    expect(faults).toEqual([])
  })
})
