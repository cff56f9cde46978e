import {describe, expect, it} from 'vitest'

import {
  carries,
  firstExports,
  isOpen,
  openingsAfter,
  opensAt,
  type Opening,
} from '../../../cli/export/openings.ts'
import {audiencesOf, type Audience} from '../../../cli/export/audiences.ts'
import type {LedgerEntry} from '#pipeline'

const audience: Audience = {
  ...audiencesOf([])[0]!,
  name: 'knee.en.24h',
  collections: ['knee'],
  languages: ['en'],
  embargoHours: 24,
}

const edition = (
  {
    collections = ['knee'],
    language = 'en',
    kind = 'article',
    approvedAt = '2026-03-01T09:00:00Z',
  }: {
    collections?: string[]
    language?: string
    kind?: 'article' | 'site'
    approvedAt?: string
  } = {},
  number = 1,
): Opening =>
  ({
    payload: {
      kind,
      id: `edition.article-1.${number}`,
      article: 'article-1',
      number,
      language,
      content: {documents: {'article-1': {_id: 'article-1', _type: 'article', collections}}},
    },
    approvedAt,
  }) as unknown as Opening

const none = firstExports([])
const exported = (at: string): LedgerEntry =>
  ({event: 'exported', article: 'article-1', language: 'en', at}) as LedgerEntry

describe('an audience', () => {
  it('carries articles of its collections and languages', () => {
    expect(carries(audience, edition().payload)).toBe(true)
    expect(carries(audience, edition({language: 'en-GB'}).payload)).toBe(true)
    expect(carries(audience, edition({collections: ['hip', 'knee']}).payload)).toBe(true)
    expect(carries(audience, edition({collections: ['hip']}).payload)).toBe(false)
    expect(carries(audience, edition({language: 'de'}).payload)).toBe(false)
    expect(carries({...audience, languages: ['en-GB']}, edition().payload)).toBe(false)
  })

  it('carries everything where it names nothing', () => {
    const everything = {collections: [], languages: []}
    expect(carries(everything, edition({collections: [], language: 'de'}).payload)).toBe(true)
  })

  it("carries the site's own pages in its language, whatever its collections", () => {
    expect(carries(audience, edition({kind: 'site', collections: []}).payload)).toBe(true)
    expect(carries(audience, edition({kind: 'site', language: 'de'}).payload)).toBe(false)
  })
})

describe('an embargo', () => {
  it('counts from the last sign-off', () => {
    expect(opensAt(audience, edition({approvedAt: '2026-03-01T12:00:00Z'}), none)).toBe(
      '2026-03-02T12:00:00.000Z',
    )
  })

  it('counts from the first export where that was earlier', () => {
    const ledger = [exported('2026-02-01T00:00:00Z'), exported('2026-02-09T00:00:00Z')]
    expect(opensAt(audience, edition({}, 2), firstExports(ledger))).toBe('2026-02-02T00:00:00.000Z')
  })

  it('holds back until its second and opens at it', () => {
    expect(isOpen(audience, edition(), none, '2026-03-02T08:59:59.999Z')).toBe(false)
    expect(isOpen(audience, edition(), none, '2026-03-02T09:00:00Z')).toBe(true)
  })

  it("never holds back the site's own pages", () => {
    expect(isOpen(audience, edition({kind: 'site'}), none, '2026-03-01T09:00:00Z')).toBe(true)
  })

  it('is told ahead, the next opening first', () => {
    const late = {...audience, name: 'knee.en.48h', embargoHours: 48}
    const atOnce = {...audience, name: 'knee.en.0h', embargoHours: 0}
    const coming = openingsAfter(
      '2026-03-01T10:00:00Z',
      [late, audience, atOnce],
      [edition()],
      none,
    )
    expect(coming).toEqual([
      {
        audience: 'knee.en.24h',
        article: 'article-1',
        edition: 'edition.article-1.1',
        opens: '2026-03-02T09:00:00.000Z',
      },
      {
        audience: 'knee.en.48h',
        article: 'article-1',
        edition: 'edition.article-1.1',
        opens: '2026-03-03T09:00:00.000Z',
      },
    ])
  })
})
