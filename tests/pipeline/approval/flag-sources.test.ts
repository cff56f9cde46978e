import {describe, expect, it} from 'vitest'

import {
  contextsFor,
  draftStatement,
  flagSources,
  publish,
  toPlainText,
  type SourceChecks,
} from '#pipeline'

import {makeHouse, now, type House} from './admission/house.ts'

const checkedAt = '2026-03-01'
const current = {status: 'current', checkedAt} as const
const retracted = {status: 'retracted', checkedAt} as const

async function makeSigned(): Promise<House> {
  const house = await makeHouse()
  await house.approve(await house.submit())
  return house
}

/** Ids of the citations that the article names. */
function citedIn(house: House): string[] {
  const {documents} = (
    JSON.parse(house.editions[0]!.payload) as {
      content: {documents: Record<string, {_id: string; _type: string}>}
    }
  ).content
  return Object.values(documents)
    .filter(({_type}) => _type === 'citation')
    .map(({_id}) => _id)
}

describe('flagSources', () => {
  it('names the articles that cite a retracted source, and proposes an expression of concern', async () => {
    const house = await makeSigned()
    const edition = house.editions[0]!
    const admission = await house.admit()
    expect(flagSources({eriksen: retracted}, admission)).toEqual([
      {
        article: 'knee',
        language: 'en',
        edition: edition._id,
        number: 1,
        title: 'Bone marrow edema of the knee',
        sources: [
          expect.objectContaining({
            citation: 'eriksen',
            title: 'Treatment of bone marrow lesions',
            doi: '10.1038/bonekey.2015.124',
            status: 'retracted',
            checkedAt,
            isNew: true,
          }),
        ],
        rebuild: true,
        propose: {
          kind: 'correction',
          update: 'expression_of_concern',
          severity: 'safety',
          edition: expect.objectContaining({id: edition._id, digest: edition.digest}),
          reason: expect.stringContaining('`eriksen`'),
          notice: expect.stringContaining('“Treatment of bone marrow lesions” was retracted.'),
        },
      },
    ])
  })

  it('proposes what can be signed as it is', async () => {
    const house = await makeSigned()
    const [flagged] = flagSources({eriksen: retracted}, await house.admit())
    const {keyid} = house.expert.key
    const rest = {keyid, role: 'medical-expert', at: now, zone: 'Europe/Berlin'} as const
    const {statement} = await draftStatement({...flagged!.propose!, ...rest}, house.trust)
    expect(statement).toMatchObject({kind: 'correction', update: 'expression_of_concern'})
  })

  it('proposes a withdrawal where every source is retracted', async () => {
    const house = await makeSigned()
    const checks = Object.fromEntries(citedIn(house).map((id) => [id, retracted]))
    const [flagged] = flagSources(checks, await house.admit())
    expect(citedIn(house).length).toBeGreaterThan(1)
    expect(flagged?.propose).toMatchObject({
      kind: 'withdrawal',
      update: 'withdrawal',
      severity: 'safety',
    })
  })

  it('proposes nothing for a source that was corrected: somebody has to read what changed', async () => {
    const house = await makeSigned()
    const admission = await house.admit()
    const corrected = {status: 'corrected', checkedAt} as const
    expect(flagSources({eriksen: corrected}, admission)).toMatchObject([
      {rebuild: true, propose: null, sources: [{status: 'corrected'}]},
    ])
    const concern = {status: 'expression-of-concern', checkedAt} as const
    expect(flagSources({eriksen: concern}, admission)).toMatchObject([
      {propose: {kind: 'correction', severity: 'editorial'}},
    ])
  })

  it('leaves out articles whose sources are sound, that do not cite it, or that are not approved', async () => {
    const house = await makeSigned()
    const admission = await house.admit()
    expect(flagSources({}, admission)).toEqual([])
    expect(flagSources({eriksen: current, other: retracted}, admission)).toEqual([])
    const unsound: SourceChecks = {eriksen: {status: 'retracted'}}
    expect(flagSources(unsound, admission)).toEqual([])
    house.statements = []
    expect(flagSources({eriksen: retracted}, await house.admit())).toEqual([])
  })

  it('tells what is new since somebody looked', async () => {
    const house = await makeSigned()
    const admission = await house.admit()
    const isNew = (before: SourceChecks) => {
      const [flagged] = flagSources({eriksen: retracted}, admission, before)
      return [flagged?.rebuild, flagged?.sources[0]?.isNew]
    }
    expect(isNew({})).toEqual([true, true])
    expect(isNew({eriksen: current})).toEqual([true, true])
    expect(isNew({eriksen: {...retracted, checkedAt: '2026-01-01'}})).toEqual([false, false])
  })

  it('goes with a changed context: the next export shows the state, under the same signatures', async () => {
    const house = await makeSigned()
    const admission = await house.admit()
    const wordsWith = async (sourceChecks: SourceChecks) => {
      const context = contextsFor(admission, {sourceChecks, now}).get('knee')!
      const [page] = await publish(admission.approved[0]!, context)
      return {state: page!.references.map(({state}) => state.status), text: page!.text, page}
    }
    const [before, after] = [await wordsWith({}), await wordsWith({eriksen: retracted})]
    expect(after.state).toContain('retracted')
    expect(before.state).not.toContain('retracted')
    expect(after.text).toBe(before.text)
    expect(toPlainText(after.page!.hast)).toBe(toPlainText(before.page!.hast))
  })
})
