import type {RawDocument} from '../../../../pipeline/approval/types.ts'

type Fields = Record<string, unknown>

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

function article(): RawDocument {
  return {
    _id: 'knee',
    _type: 'article',
    title: 'Bone marrow edema of the knee',
    slug: {_type: 'slug', current: 'bone-marrow-edema-knee'},
    language: 'en',
    work: 'bme-knee',
    translatedFrom: 'edition.knie.3',
    audience: 'patient',
    summary: 'Fluid gathers in the marrow of a bone of the knee.',
    keyPoints: ['It is found by MRI.', 'Most people get better.'],
    topics: [
      {_key: 'tk1', _type: 'topicCode', system: 'mesh', code: 'D004487', label: 'Edema'},
      {_key: 'tk2', _type: 'topicCode', system: 'icd-10', code: 'M25.46', label: 'Effusion'},
    ],
    authors: [{_key: 'ak1', ...ref('ann')}],
    leadFigure: ref('knee-figure'),
    sections: [
      portableText(),
      {
        _key: 'sk2',
        _type: 'section',
        heading: 'Symptoms',
        aspect: 'symptoms',
        markdown: 'Pain on **stairs** :cite{source=eriksen locator="p. 3" excerpt="pain"}.\n',
      },
      {_key: 'sk3', _type: 'sharedSectionUse', section: ref('emergency')},
    ],
    sources: [
      {_key: 'ck1', ...ref('eriksen')},
      {_key: 'ck2', ...ref('statpearls')},
    ],
    related: [{_key: 'rk1', ...ref('arthritis'), _weak: true}],
    expertQuote: {_type: 'expertQuote', text: 'The cause matters.', person: ref('max')},
    reviewIntervalMonths: 24,
    licence: {
      _type: 'licence',
      name: 'CC BY 4.0',
      url: 'https://creativecommons.org/licenses/by/4.0/',
    },
    collections: ['bones', 'knees'],
    wantedReviewers: [{_key: 'wk1', ...ref('max'), _weak: true}],
    dueDate: '2026-12-24',
  }
}

function portableText(): Fields {
  return {
    _key: 'sk1',
    _type: 'section',
    heading: 'Overview',
    anchor: 'overview',
    aspect: 'overview',
    body: [
      marked(),
      {_key: 'bk2', ...plain('First cause', {listItem: 'bullet', level: 1})},
      {_key: 'bk3', ...plain('Within it', {listItem: 'number', level: 2})},
      {_key: 'bk4', _type: 'figureUse', figure: ref('knee-figure')},
      table(),
      {
        _key: 'bk6',
        _type: 'callout',
        tone: 'urgent',
        title: 'Go now',
        content: [{_key: 'xk1', ...plain('Go to a hospital when you cannot stand.')}],
      },
      {_key: 'bk7', _type: 'relatedArticle', article: {...ref('arthritis'), _weak: true}},
      {_key: 'bk8', _type: 'pullQuote', text: 'Rest helps.', attribution: 'Sample physician'},
    ],
    sections: [
      {
        _key: 'nk1',
        _type: 'section',
        heading: 'Injuries',
        anchor: 'injuries',
        aspect: 'causes',
        body: [{_key: 'nb1', ...plain('A fracture.')}],
      },
    ],
  }
}

function marked(): Fields {
  return {
    _key: 'bk1',
    _type: 'block',
    style: 'normal',
    children: [
      {_key: 'c1', _type: 'span', text: 'Edema, seen by ', marks: ['strong']},
      {_key: 'c2', _type: 'span', text: 'MRI', marks: ['term1', 'em']},
      {_key: 'c3', _type: 'span', text: ', as in arthritis', marks: ['link1']},
      {
        _key: 'c4',
        _type: 'citationUse',
        items: [
          {
            _key: 'ik1',
            _type: 'citationItem',
            source: ref('eriksen'),
            locator: 'p. 12',
            excerpt: 'marrow lesions',
          },
          {_key: 'ik2', _type: 'citationItem', source: ref('statpearls')},
        ],
      },
      {_key: 'c5', _type: 'span', text: ' and H', marks: []},
      {_key: 'c6', _type: 'span', text: '2', marks: ['sub']},
      {_key: 'c7', _type: 'span', text: 'O', marks: ['web1', 'sup']},
    ],
    markDefs: [
      {_key: 'term1', _type: 'termUse', term: ref('mri')},
      {_key: 'link1', _type: 'articleLink', article: {...ref('arthritis'), _weak: true}},
      {_key: 'web1', _type: 'webLink', href: 'https://example.org/water'},
    ],
  }
}

function table(): Fields {
  const cell = (key: string, text: string): Fields => ({
    _key: key,
    _type: 'tableCell',
    content: [{_key: `${key}b`, ...plain(text)}],
  })
  return {
    _key: 'bk5',
    _type: 'table',
    caption: 'Images',
    headerRows: 1,
    headerColumns: 1,
    rows: [
      {_key: 'r1', _type: 'tableRow', cells: [cell('x1', 'Method'), cell('x2', 'Shows')]},
      {_key: 'r2', _type: 'tableRow', cells: [cell('x3', 'MRI'), cell('x4', 'Fluid')]},
    ],
  }
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

function plain(text: string, list: Fields = {}): Fields {
  return {
    _type: 'block',
    style: 'normal',
    ...list,
    children: [{_key: 'c1', _type: 'span', text, marks: []}],
    markDefs: [],
  }
}

function ref(id: string): {_type: 'reference'; _ref: string} {
  return {_type: 'reference', _ref: id}
}
