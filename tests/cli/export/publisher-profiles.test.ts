import {describe, expect, it} from 'vitest'

import {readProfiles} from '../../../cli/export/publisher-profiles.ts'

const publisher = (fields: object = {}, _id = 'publisher-1') => ({
  _id,
  _type: 'publisher',
  name: 'Clinic',
  ...fields,
})

describe('a profile', () => {
  it('has defaults where the document says nothing', () => {
    expect(readProfiles([publisher()])).toEqual({
      faults: [],
      profiles: [
        {
          id: 'publisher-1',
          name: 'Clinic',
          formats: ['html', 'json'],
          collections: [],
          languages: [],
          embargoHours: 0,
          articleUrl: null,
          foreignLinks: 'original-site',
          figureRights: 'syndication',
        },
      ],
    })
  })

  it('has its formats in the order of the list, its collections and languages sorted', () => {
    const [profile] = readProfiles([
      publisher({
        formats: ['jats', 'html'],
        collections: ['knee', 'hip', 'knee'],
        languages: ['en', 'de'],
      }),
    ]).profiles
    expect(profile).toMatchObject({
      formats: ['html', 'jats'],
      collections: ['hip', 'knee'],
      languages: ['de', 'en'],
    })
  })

  it('does not count as a draft', () => {
    expect(readProfiles([publisher({}, 'drafts.publisher-1')])).toEqual({profiles: [], faults: []})
  })
})

describe('a profile with a fault', () => {
  it.each([
    ['formats', {formats: ['word']}, /no format word/],
    ['languages', {languages: ['English']}, /English/],
    ['collections', {collections: ['  ']}, /./],
    ['embargoHours', {embargoHours: -1}, /./],
    ['embargoHours', {embargoHours: 1.5}, /./],
    ['embargoHours', {embargoHours: 90_000}, /./],
    ['articleUrl', {articleUrl: 'https://x.example/{page}'}, /\{page\}/],
    ['articleUrl', {articleUrl: 'javascript:{slug}'}, /javascript:/],
    ['articleUrl', {articleUrl: 'https://x.example/'}, /same for every article/],
    ['foreignLinks', {foreignLinks: 'nowhere'}, /./],
    ['figureRights', {figureRights: 'all'}, /./],
    ['name', {name: undefined}, /./],
    ['price', {price: 3}, /./],
  ])('is refused with its document and its field: %s %j', (field, fields, message) => {
    const {profiles, faults} = readProfiles([publisher(fields), publisher({}, 'publisher-2')])
    expect(profiles.map(({id}) => id)).toEqual(['publisher-2'])
    expect(faults[0]).toMatchObject({publisher: 'publisher-1'})
    expect(faults[0]!.field).toMatch(new RegExp(`^${field}`))
    expect(faults[0]!.message).toMatch(message)
    expect(faults[0]!.remedy).not.toBe('')
  })
})
