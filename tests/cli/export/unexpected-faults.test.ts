import {describe, expect, it} from 'vitest'

import {TypesetError} from '#exports'
import type {ApprovedEdition, Message, Refusal} from '#pipeline'

import type {Making} from '../../../cli/export/renditions.ts'
import {UnexpectedFaults} from '../../../cli/export/unexpected-faults.ts'

const edition = (article: string): ApprovedEdition =>
  ({
    payload: {id: `edition.${article}.1`, article, number: 1, language: 'en'},
  }) as unknown as ApprovedEdition

const making = (...audiences: string[]): Making => ({audiences}) as unknown as Making

function begin() {
  const told = {refused: [] as Refusal[], findings: new Map<string, Message[]>()}
  return {told, faults: new UnexpectedFaults(told)}
}

const failing = (error: Error) => async () => {
  throw error
}

describe('an exception while an edition is exported', () => {
  it('refuses that edition, with its stack among the findings, and no other', async () => {
    const {told, faults} = begin()
    const bug = new RangeError('Invalid array length')
    expect(await faults.guard(edition('a'), making('all'), failing(bug))).toBeUndefined()
    expect(await faults.guard(edition('b'), making('all'), async () => 'made')).toBe('made')
    faults.refuseRun()
    expect(told.refused).toMatchObject([
      {
        code: 'content-fatal',
        edition: 'edition.a.1',
        message: 'A fault in Marrow itself: Invalid array length',
      },
    ])
    expect(told.findings.get('edition.a.1')).toMatchObject([
      {ruleId: 'exporter-fault', severity: 'fatal', reason: expect.stringContaining('RangeError')},
    ])
  })

  it('says for whom, where others get it', async () => {
    const {told, faults} = begin()
    const fault = new TypesetError('picture-unreadable', 'A picture cannot be drawn')
    await faults.guard(edition('a'), making('knee.en.24h'), failing(fault))
    expect(told.refused[0]).toMatchObject({
      message: 'For knee.en.24h: A picture cannot be drawn',
      remedy: expect.stringContaining('Mend the article'),
    })
    expect(told.findings.size).toBe(0)
  })

  it.each(['ENOSPC', 'EMFILE', 'ERR_MODULE_NOT_FOUND'])(
    'ends the export where the machine lacks something: %s',
    async (code) => {
      const error = Object.assign(new Error('no'), {code})
      const {faults} = begin()
      await expect(faults.guard(edition('a'), making('all'), failing(error))).rejects.toBe(error)
    },
  )

  it('ends the export where nothing else came of it: that would empty the repository', async () => {
    const {faults} = begin()
    const bug = new TypeError('undefined is not a function')
    await faults.guard(edition('a'), making('all'), failing(bug))
    await faults.guard(edition('b'), making('all'), failing(new TypeError('the same')))
    expect(() => faults.refuseRun()).toThrow(bug)
  })
})
