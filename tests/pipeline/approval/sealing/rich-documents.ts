import type {RawDocument} from '../../../../pipeline/approval/types.ts'
import {article, plain, ref, type Fields} from './rich-article.ts'

export const imageId = 'image-0123456789abcdef0123456789abcdef01234567-40x30-svg'
export const portraitId = 'image-89abcdef0123456789abcdef0123456789abcdef-40x30-svg'
/** Bytes of both images. */
export const drawing = new TextEncoder().encode(
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><path d="M0 0L9 9"/></svg>',
)

/**
 * Documents that use every field of every type that is sealed, in an article or in the site.
 *
 * A new object on every call: tests change them.
 */
export function richDocuments(): Map<string, RawDocument> {
  const all: RawDocument[] = [
    article(),
    sharedSection(),
    settings(),
    figure(),
    ...citations(),
    ...people(),
    ...terms(),
  ]
  return new Map(
    all.map((document, index) => [
      document._id,
      {
        ...document,
        _rev: `r${index}`,
        _createdAt: '2026-01-01T00:00:00Z',
        _updatedAt: '2026-01-02T00:00:00Z',
      },
    ]),
  )
}

function sharedSection(): RawDocument {
  return {
    _id: 'emergency',
    _type: 'sharedSection',
    title: 'When to call',
    language: 'en',
    section: {
      _type: 'section',
      heading: 'When to seek care',
      aspect: 'when-to-seek-care',
      body: [{_key: 'b1', ...plain('When the pain does not stop.')}],
    },
  }
}

function settings(): RawDocument {
  return {
    _id: 'site',
    _type: 'siteSettings',
    name: 'Sample Health',
    language: 'en',
    url: 'https://health.example.org',
    editorialPolicy: [{_key: 'p1', ...plain('Experts sign every edition.')}],
    factChecking: [{_key: 'f1', ...plain('Facts are checked.')}],
    sourcing: 'Only peer-reviewed sources.',
    disclaimer: 'No substitute for a physician.',
    expertBoard: [{_key: 'e1', ...ref('max')}],
    feedbackUrl: 'https://health.example.org/feedback',
    shareTargets: [
      {
        _key: 't1',
        _type: 'shareTarget',
        name: 'Mail',
        urlTemplate: 'https://health.example.org/share?u={url}',
      },
    ],
  }
}

function figure(): RawDocument {
  return {
    _id: 'knee-figure',
    _type: 'figure',
    image: {_type: 'image', asset: ref(imageId)},
    alt: 'A knee from the side',
    caption: 'The knee',
    credit: 'Drawing: Sample Press',
    licence: {
      _type: 'licence',
      name: 'CC0',
      url: 'https://creativecommons.org/publicdomain/zero/1.0/',
    },
    rightsExpire: '2030-01-01',
    uses: ['own-site', 'syndication'],
  }
}

function citations(): RawDocument[] {
  const name = (key: string, family: string, given: string): Fields => ({
    _key: key,
    _type: 'cslName',
    family,
    given,
  })
  return [
    {
      _id: 'eriksen',
      _type: 'citation',
      kind: 'article-journal',
      title: 'Treatment of bone marrow lesions',
      authors: [name('n1', 'Eriksen', 'Erik F.')],
      moreAuthors: true,
      containerTitle: 'BoneKEy Reports',
      containerTitleShort: 'Bonekey Rep',
      issued: {_type: 'cslDate', year: 2015, month: 11, day: 25},
      online: {_type: 'cslDate', year: 2015, month: 11, day: 24},
      volume: '4',
      issue: '2',
      pages: '755-760',
      number: '755',
      doi: '10.1038/bonekey.2015.124',
      pmid: '26644910',
      pmcid: 'PMC4662576',
      status: 'current',
      statusCheckedAt: '2026-01-01',
    },
    {
      _id: 'statpearls',
      _type: 'citation',
      kind: 'chapter',
      title: 'Bone marrow edema syndrome',
      authors: [{_key: 'n1', _type: 'cslName', literal: 'National Library of Medicine'}],
      editors: [name('n2', 'Sample', 'Ed')],
      containerTitle: 'StatPearls',
      publisher: 'StatPearls Publishing',
      publisherPlace: 'Treasure Island',
      edition: '2',
      url: 'https://www.ncbi.nlm.nih.gov/books/NBK0/',
      accessed: '2026-01-15',
    },
  ]
}

function people(): RawDocument[] {
  const person = (id: string, name: string): RawDocument => ({
    _id: id,
    _type: 'person',
    name,
    credentials: ['MD', 'PhD'],
    affiliation: 'Sample Hospital',
    sample: true,
    specialty: 'Orthopaedics',
    boardMember: true,
    boardRole: 'Chair',
    conflictOfInterest: {_type: 'conflictOfInterest', statement: 'None.', date: '2026-01-01'},
    photo: {_type: 'image', asset: ref(portraitId)},
    photoAlt: `${name}, smiling`,
    biography: [{_key: 'g1', ...plain(`${name} treats knees.`)}],
    roles: ['author'],
  })
  return [person('ann', 'Ann Sample'), person('max', 'Max Sample')]
}

function terms(): RawDocument[] {
  return [
    {
      _id: 'mri',
      _type: 'glossaryTerm',
      abbreviation: 'MRI',
      expansion: 'magnetic resonance imaging',
      definition: 'Images by magnets.',
      language: 'en',
    },
  ]
}
