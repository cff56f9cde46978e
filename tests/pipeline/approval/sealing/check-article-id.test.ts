import {describe, expect, it} from 'vitest'

import {appendEntries, checkArticleId} from '#pipeline'

describe('an id of an article, before it is first sealed', () => {
  it.each(['con', 'AUX', 'nul.knee', 'com1'])('is no device of Windows: %s', (id) => {
    expect(() => checkArticleId(id, [])).toThrow(
      expect.objectContaining({
        code: 'id-unusable',
        message: expect.stringContaining('another id'),
      }),
    )
  })

  it('is no other one in other letters, also where that is gone and the ledger saw it', async () => {
    const taken = expect.objectContaining({
      code: 'id-taken',
      message: expect.stringMatching(/^`knee` is an article already.*give this one another id$/),
    })
    expect(() => checkArticleId('KNEE', ['KNEE', 'edition.knee.1'])).toThrow(taken)
    const seen = {edition: 'edition.knee.1', digest: 'a'.repeat(64), article: 'knee', number: 1}
    const ledger = await appendEntries(
      [],
      [{event: 'edition-seen', ...seen, language: 'en'}],
      '2026-03-02T09:00:00.000Z',
    )
    expect(() => checkArticleId('KNEE', [], ledger)).toThrow(taken)
  })

  it('stays with an article that has editions, whatever somebody plants', () => {
    const ids = ['edition.knee.1', 'edition.KNEE.1', 'edition.hip.1', 'edition.con-artist.1']
    for (const id of ['knee', 'shoulder', 'con-artist']) {
      expect(() => checkArticleId(id, ids)).not.toThrow()
    }
  })
})
