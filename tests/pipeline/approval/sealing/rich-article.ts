import type {RawDocument} from '../../../../pipeline/approval/types.ts'

export type Fields = Record<string, unknown>

/** An article that uses every field, block, mark and annotation. */
export function article(): RawDocument {
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
    expertQuote: {
      _type: 'expertQuote',
      text: 'The cause matters.',
      person: ref('max'),
      role: 'Member of the board',
    },
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

/** A paragraph, or an item of a list. */
export function plain(text: string, list: Fields = {}): Fields {
  return {
    _type: 'block',
    style: 'normal',
    ...list,
    children: [{_key: 'c1', _type: 'span', text, marks: []}],
    markDefs: [],
  }
}

/** A reference. */
export function ref(id: string): {_type: 'reference'; _ref: string} {
  return {_type: 'reference', _ref: id}
}
