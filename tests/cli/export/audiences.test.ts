import fc from 'fast-check'
import {describe, expect, it} from 'vitest'

import {audiencesOf} from '../../../cli/export/audiences.ts'
import type {PublisherProfile} from '../../../cli/export/publisher-profiles.ts'

const profile = (fields: Partial<PublisherProfile> = {}): PublisherProfile => ({
  id: 'publisher-1',
  name: 'Clinic',
  formats: ['html', 'json'],
  collections: ['knee'],
  languages: ['en'],
  embargoHours: 24,
  articleUrl: null,
  foreignLinks: 'original-site',
  figureRights: 'syndication',
  ...fields,
})

const names = (profiles: PublisherProfile[]) => audiencesOf(profiles).map(({name}) => name)

describe('audiences', () => {
  it('are `all` alone where there is no publisher', () => {
    expect(audiencesOf([])).toEqual([
      {
        name: 'all',
        collections: [],
        languages: [],
        embargoHours: 0,
        rendition: {
          formats: ['html', 'json'],
          articleUrl: null,
          foreignLinks: 'original-site',
          figureRights: 'own-site',
        },
        publishers: [],
      },
    ])
  })

  it('are named after their terms', () => {
    expect(names([profile()])).toEqual(['all', 'knee.en.24h'])
    expect(names([profile({collections: ['hip', 'knee'], languages: ['de', 'pt-BR']})])).toEqual([
      'all',
      'hip+knee.de+pt-br.24h',
    ])
    expect(names([profile({collections: [], languages: [], embargoHours: 0})])).toEqual([
      'all',
      'all.all.0h',
    ])
  })

  it('have a hash in their names where the rendition is not the usual one', () => {
    expect(names([profile({formats: ['html']})])[1]).toMatch(/^knee\.en\.24h\.[0-9a-f]{8}$/)
    expect(names([profile({articleUrl: '/{slug}'})])[1]).toMatch(/^knee\.en\.24h\.[0-9a-f]{8}$/)
  })

  it('share one where the terms are the same', () => {
    const [, shared, ...more] = audiencesOf([profile({id: 'b'}), profile({id: 'a'})])
    expect(shared).toMatchObject({name: 'knee.en.24h', publishers: ['a', 'b']})
    expect(more).toEqual([])
  })

  it('are `all` itself for a publisher with the terms of our own site', () => {
    const own = {collections: [], languages: [], embargoHours: 0, figureRights: 'own-site'} as const
    expect(audiencesOf([profile(own)])).toMatchObject([{name: 'all', publishers: ['publisher-1']}])
  })

  it('give `all` every format that any publisher gets', () => {
    const [all] = audiencesOf([profile({formats: ['jats']}), profile({id: 'b', formats: ['html']})])
    expect(all!.rendition.formats).toEqual(['html', 'jats'])
    expect(audiencesOf([profile()], ['pdf'])[0]!.rendition.formats).toEqual(['pdf'])
  })

  it('have names that are safe as folders, and other names for other terms', () => {
    const terms = fc.record({
      collections: fc.uniqueArray(fc.string({minLength: 1, maxLength: 40}), {maxLength: 6}),
      languages: fc.uniqueArray(fc.constantFrom('en', 'de', 'pt-BR'), {maxLength: 3}),
      embargoHours: fc.nat(8784),
    })
    fc.assert(
      fc.property(terms, terms, (one, other) => {
        const [first, second] = [one, other].map((each) => {
          const collections = each.collections.toSorted()
          const languages = each.languages.toSorted()
          return {...each, collections, languages}
        }) as [typeof one, typeof one]
        const [, a] = names([profile(first)])
        const [, b] = names([profile(second)])
        expect(a).toMatch(/^[a-z0-9][a-z0-9._+-]{0,119}$/)
        expect(a).not.toMatch(/\.\.|\.$/)
        expect(a === b).toBe(JSON.stringify(first) === JSON.stringify(second))
      }),
    )
  })

  it('keep their names whatever other publishers there are', () => {
    expect(names([profile({id: 'z', collections: ['hip']}), profile()])).toEqual([
      'all',
      'hip.en.24h',
      'knee.en.24h',
    ])
  })
})
