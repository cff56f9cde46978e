import {describe, expect, it} from 'vitest'

import {emptyContext, type ApprovedEdition, type Context} from '#pipeline'

import {audiencesOf, type Audience, type Rendition} from '../../../cli/export/audiences.ts'
import {firstExports} from '../../../cli/export/openings.ts'
import {makingsOf} from '../../../cli/export/renditions.ts'

const now = '2026-03-02T09:00:00Z'

const edition = (
  article: string,
  collections: string[],
  {approvedAt = '2026-03-01T09:00:00Z', uses = ['own-site', 'syndication']} = {},
): ApprovedEdition =>
  ({
    payload: {
      kind: 'article',
      id: `edition.${article}.1`,
      article,
      language: 'en',
      content: {
        documents: {
          [article]: {_id: article, _type: 'article', collections},
          'figure-1': {_id: 'figure-1', _type: 'figure', uses},
        },
      },
    },
    approvedAt,
  }) as unknown as ApprovedEdition

const site = {name: 'Site', url: 'https://site.example/'} as Context['site']
const context: Context = {
  ...emptyContext,
  site,
  articles: {
    hip: {status: 'live', slug: 'hip-pain', language: 'en', title: 'Hip pain'},
    gone: {status: 'withdrawn', slug: 'gone', language: 'en', title: ''},
  },
}

const [all] = audiencesOf([]) as [Audience]
const kneeOnly = (
  rendition: Partial<Rendition> = {},
  fields: Partial<Audience> = {},
): Audience => ({
  ...all,
  name: 'knee',
  collections: ['knee'],
  rendition: {...all.rendition, ...rendition},
  ...fields,
})

const knee = edition('knee', ['knee'])
const hip = edition('hip', ['hip'])

function makings(
  audiences: Audience[],
  {approved = [knee, hip], of = knee, around = context} = {},
) {
  const byArticle = new Map(approved.map((each) => [each.payload.article, each]))
  return makingsOf(of, around, {
    byArticle,
    audiences,
    options: {},
    firstExports: firstExports([]),
    now,
  })
}

describe('the ways in which an edition is made', () => {
  it('are one where audiences see the same', () => {
    const same = {...all, name: 'other'}
    expect(makings([all, same]).map(({audiences}) => audiences)).toEqual([['all', 'other']])
  })

  it('are none where nobody gets it', () => {
    expect(makings([kneeOnly()], {of: hip})).toEqual([])
  })

  it('have a link to the original site for an article that the audience does not carry', () => {
    const [own, other] = makings([all, kneeOnly()])
    expect(own?.context.articles['hip']).toMatchObject({status: 'live', title: 'Hip pain'})
    expect(other?.context.articles['hip']).toEqual({
      status: 'elsewhere',
      slug: '',
      language: 'en',
      title: '',
      url: 'https://site.example/hip-pain.en/',
    })
    expect(other?.context.articles['gone']).toEqual(context.articles['gone'])
  })

  it('have text alone where the profile says so, or the site has no address', () => {
    const unknown = {status: 'unapproved', slug: '', language: '', title: ''}
    const [text] = makings([kneeOnly({foreignLinks: 'text'})])
    expect(text?.context.articles['hip']).toEqual(unknown)
    const [nowhere] = makings([kneeOnly()], {around: {...context, site: null}})
    expect(nowhere?.context.articles['hip']).toEqual(unknown)
  })

  it('know nothing of an article that the audience does not have yet', () => {
    const fresh = edition('hip', ['knee'], {approvedAt: '2026-03-02T08:00:00Z'})
    const [held] = makings([kneeOnly({}, {embargoHours: 24})], {approved: [knee, fresh]})
    expect(held?.context.articles['hip']).toEqual({
      status: 'unapproved',
      slug: '',
      language: '',
      title: '',
    })
  })

  it('lead to the addresses of the publisher', () => {
    const formats = ['html', 'json', 'pdf', 'epub']
    const options = (template: string) => {
      const [making] = makings([kneeOnly({formats, articleUrl: template})])
      return Object.fromEntries(
        making!.exporters.map(({name, defaults}) => [name, defaults as Record<string, unknown>]),
      )
    }
    const near = options('/health/{slug}')
    expect(near['html']).toMatchObject({articleUrl: '/health/{slug}', fragmentArticleUrl: null})
    expect(near['json']).toMatchObject({articleUrl: '/health/{slug}'})
    expect(near['pdf']).toMatchObject({articleUrl: '{slug}.{language}/'})
    const far = options('https://clinic.example/{slug}')
    expect(far['pdf']).toMatchObject({articleUrl: 'https://clinic.example/{slug}'})
    expect(far['epub']).toMatchObject({publicUrl: 'https://clinic.example/{slug}'})
  })

  it('hold pictures on pages to the rights of the profile, where that makes a difference', () => {
    const syndicated = kneeOnly({figureRights: 'syndication'}, {collections: []})
    const mixed = edition('knee', ['knee'], {uses: ['own-site']})
    const html = (of: ApprovedEdition) =>
      makings([all, syndicated], {of, approved: [of]}).map(({exporters}) => exporters[0]!.defaults)
    expect(html(mixed)).toMatchObject([{pageFigures: 'own-site'}, {pageFigures: 'syndication'}])
    expect(html(knee)).toHaveLength(1)
  })
})
