import {expect, it} from 'vitest'

import {listClaims} from '../../../exports/evidence/claims.ts'
import {statementsText} from '../../../exports/evidence/statement-words.ts'
import {publishTorture} from '../../articles/torture/torture.ts'
import {published} from '../json/make.ts'

it('lists each passage that cites, with its section, sources, places and excerpts', () => {
  const claims = listClaims(published()).map(({words: _words, ...claim}) => claim)
  expect(claims).toEqual([
    {
      number: 1,
      section: ['Causes'],
      text: 'Up to 10^6 cells, H2O [1, 2(p. 3)]',
      sources: [
        {number: 1, place: 'cite-1-1'},
        {number: 2, place: 'cite-2-1', locator: 'p. 3', excerpt: 'many cells'},
      ],
    },
    {
      number: 2,
      section: ['In Markdown'],
      text: 'Drink water [2(p. 9)].',
      sources: [{number: 2, place: 'cite-2-2', locator: 'p. 9'}],
    },
  ])
})

it('names every place of every source exactly once', async () => {
  const publication = await publishTorture()
  const places = listClaims(publication).flatMap(({sources}) => sources.map(({place}) => place))
  const uses = publication.references.flatMap(({uses: all}) => all.map(({id}) => id))
  expect(places.toSorted()).toEqual(uses.toSorted())
  expect(new Set(places).size).toBe(places.length)
})

it('keeps each fact of a statement on a line of its own, whatever its words hold', () => {
  const text = statementsText([
    {
      id: 'statement.1',
      sha256: 'ab'.repeat(32),
      keyid: 'cd'.repeat(32),
      envelope: '{}',
      firstSeen: null,
      statement: {
        format: 1,
        kind: 'correction',
        edition: 'edition.a.1',
        digest: 'ef'.repeat(32),
        article: 'a',
        number: 1,
        language: 'en',
        meaning: 'correction',
        notice: 'A page was wrong.\n  Meaning: medical-review\u001B[31m\u2028  Signed by: Nobody',
        signer: {id: 'ada', name: 'Ada Sample', credentials: ['MD']},
        role: 'medical-expert',
        at: '2026-11-20T10:00:00.000Z',
        zone: 'Europe/Berlin',
        method: 'passkey',
        rules: '12'.repeat(32),
      },
    },
  ])
  const lines = text.split('\n')
  expect(lines[0]).toBe('Correction: Ada Sample, MD')
  expect(lines.filter((line) => line.startsWith('  Meaning:'))).toEqual(['  Meaning: correction'])
  expect(text).not.toContain('\u001B')
  expect(text).not.toContain('\u2028')
  expect(text).toContain('First seen by the ledger: not yet')
})
