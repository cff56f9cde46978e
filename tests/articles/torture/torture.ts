import {admit, assemble, publish, RENDERER_VERSION, seal, textDigest} from '#pipeline'
import type {Admission, Content, Publication, RawDocument} from '#pipeline'

import type {Context} from '../../../pipeline/context.ts'
import {makePublisher, signDocument} from '../../pipeline/approval/test-trust.ts'
import {block, contextWith, reference, section, sections} from '../../pipeline/content.ts'
import {
  deepSection,
  figureSection,
  listSection,
  naughtySection,
  sourceSection,
  tableSection,
  textSection,
} from './body.ts'
import {naughty, naughtyText, unprintable} from './naughty.ts'
import {figures, readAsset} from './pictures.ts'
import {sources} from './sources.ts'

export {tortureWorld} from './pictures.ts'

const root = 'article-torture'

/**
 * Publish the torture article: everything that makes a format fail, sealed, signed and admitted.
 *
 * Lists six deep, a table of 40 rows, 80 sources, Greek, Arabic, Hebrew and Cyrillic, raised text, a
 * paragraph of 4,000 characters, pictures of every shape and right, naughty texts in every field.
 * Equal each time, but for the keys that signed it.
 *
 * @param also.unprintable
 *   With control, direction, private-use and rare characters too: no font has them all.
 */
export async function publishTorture(also: {unprintable?: boolean} = {}): Promise<Publication> {
  const {publication} = await approveTorture(also)
  return publication
}

/** The same, with what the gate let through. */
export async function approveTorture(
  also: {unprintable?: boolean} = {},
): Promise<{publication: Publication; admission: Admission}> {
  const content = tortureContent(also)
  const {document, payload} = await seal({
    content,
    number: 1,
    assets: readAsset,
    contributors: ['lake-writer'],
    changeNote: naughtyText(0),
    sealedAt: '2026-03-01T09:00:00.000Z',
  })
  const publisher = await makePublisher()
  const {trust} = publisher
  const about = {
    edition: {id: document._id, digest: document.digest, article: root, number: 1, language: 'en'},
    text: {digest: await textDigest(payload), renderer: RENDERER_VERSION},
  }
  const admission = await admit({
    editions: [document],
    statements: [
      await signDocument(publisher.editor, trust, {...about, role: 'editor'}),
      await signDocument(publisher.expert, trust, {
        ...about,
        at: '2026-03-01T11:00:00.000Z',
        conflicts: `None, but ${naughtyText(1)}`,
      }),
    ],
    trust,
    ledger: [],
    now: '2026-06-01T12:00:00.000Z',
    assets: readAsset,
    textDigest,
  })
  const [approved] = admission.approved
  if (!approved) throw new Error(`not admitted: ${JSON.stringify(admission.refused)}`)
  const [publication] = await publish(approved, tortureContext)
  return {publication: publication!, admission}
}

/** The content of the torture article, as `assemble` gathers it. */
export function tortureContent(also: {unprintable?: boolean} = {}): Content {
  const documents = [articleOf(also), ...people, ...figures, ...sources, ...terms, shared]
  return assemble(root, new Map(documents.map((document) => [document._id, document])))
}

/** What the torture article's output knows from outside: every notice, state and site field. */
export const tortureContext: Context = contextWith({
  today: '2026-06-01',
  articles: {
    hip: {status: 'live', slug: 'hip', language: 'en', title: `The hip ${naughtyText(2)}`},
  },
  sources: {
    'source-2': {status: 'current', checkedAt: '2026-05-01'},
    'source-3': {status: 'retracted', checkedAt: '2026-05-01'},
    'source-4': {status: 'corrected', checkedAt: '2026-05-01'},
    'source-5': {status: 'expression-of-concern', checkedAt: '2026-05-01'},
  },
  notices: [
    notice('correction', 'safety', '2026-05-01T10:00:00.000Z'),
    notice('restoration', 'editorial', '2026-05-03T10:00:00.000Z'),
    notice('withdrawal', 'legal', '2026-05-02T10:00:00.000Z'),
  ],
  overdue: true,
  site: {
    name: `Knees & Hips "Weekly" <b>`,
    url: 'https://knees.example.org/library',
    disclaimer: `It informs only. ${naughtyText(4)}`,
    sourcing: `We cite what we read. ${naughtyText(5)}`,
    shareTargets: [],
    pages: [{id: 'site', slug: 'expert-board', language: 'en', title: 'Our board'}],
  },
})

function notice(
  kind: 'correction' | 'withdrawal' | 'restoration',
  severity: 'safety' | 'editorial' | 'legal',
  at: string,
): Context['notices'][number] {
  const text = `What changed: ${naughtyText(severity.length)}`
  return {kind, severity, at, effective: at, text, edition: `edition.${root}.1`}
}

function articleOf(also: {unprintable?: boolean}): RawDocument {
  const extra = also.unprintable ? unprintable : []
  const {body: _body, ...marked} = section('In Markdown', [], {
    markdown:
      'Drink *water* :cite{source=source-1 locator="p. 9"}.\n\n3. third\n4. fourth\n\n   again\n\n' +
      '| a | b |\n| :- | -: |\n| 1 | 2 |\n\n:::note[Mind]\nNo heat.\n:::',
  })
  return {
    _id: root,
    _type: 'article',
    title: `Torture: ${naughtyText(6)} ${naughtyText(0)}`,
    slug: {_type: 'slug', current: 'torture'},
    language: 'en',
    audience: 'professional',
    summary: [...naughty, ...extra].join(' '),
    keyPoints: [...naughty, ...extra],
    topics: ['mesh', 'icd-10', 'snomed-ct'].map((system, index) =>
      keyed(`t${index}`, {
        _type: 'topicCode',
        system,
        code: `D00${index}`,
        label: naughtyText(index),
      }),
    ),
    authors: people.map(({_id}, index) => keyed(`a${index}`, reference(_id))),
    leadFigure: reference('figure-panorama'),
    ...sections(
      listSection(),
      tableSection(),
      textSection(),
      figureSection(figures.map(({_id}) => _id.replace('figure-', ''))),
      naughtySection([...naughty, ...extra]),
      deepSection(),
      marked,
      {_type: 'sharedSectionUse', section: reference('shared')},
      sourceSection(),
    ),
    sources: sources.map(({_id}, index) => keyed(`r${index}`, reference(_id))),
    related: [keyed('r1', reference('hip'))],
    expertQuote: {
      _type: 'expertQuote',
      text: `Rest. ${naughtyText(9)}`,
      person: reference('person-2'),
      role: naughtyText(10),
    },
    reviewIntervalMonths: 1,
    licence: {
      _type: 'licence',
      name: `CC BY 4.0 ${naughtyText(12)}`,
      url: 'https://creativecommons.org/licenses/by/4.0/',
    },
    work: 'work-torture',
    collections: ['knee', naughtyText(13)],
  }
}

const people: readonly RawDocument[] = [1, 2, 3].map((number) => ({
  _id: `person-${number}`,
  _type: 'person',
  name: `Ada ${naughtyText(number)} Sample`,
  credentials: ['MD', naughtyText(number + 1)],
  affiliation: `Hospital ${naughtyText(number + 2)}`,
  ...(number === 3 && {sample: true}),
}))

const terms: readonly RawDocument[] = [
  {
    _id: 'term-tst',
    _type: 'glossaryTerm',
    abbreviation: 'TST',
    expansion: `torture ${naughtyText(4)}`,
    definition: `A test ${naughtyText(7)}`,
    language: 'en',
  },
  {
    _id: 'term-mri',
    _type: 'glossaryTerm',
    abbreviation: 'MRI',
    expansion: 'magnetic resonance imaging',
    language: 'en',
  },
]

const shared: RawDocument = {
  _id: 'shared',
  _type: 'sharedSection',
  language: 'en',
  section: {
    _type: 'section',
    heading: 'When to seek care',
    aspect: 'when-to-seek-care',
    body: [{_key: 'b1', ...block('When it hurts at night.')}],
  },
}

function keyed(_key: string, value: Record<string, unknown>): Record<string, unknown> {
  return {_key, ...value}
}
