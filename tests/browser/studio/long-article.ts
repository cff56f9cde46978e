import type {RawDocument} from '#pipeline'

type Fields = Record<string, unknown>

const sentence =
  'Pain in the knee often eases when the joint is rested and then moved a little more each day.'
const words = sentence.split(' ').length

/** An article of at least so many words, with headings, lists, a table and citations throughout. */
export function longArticle(_id: string, wanted: number): RawDocument {
  const paragraphs = Math.ceil(wanted / (words * 4))
  const sections = Array.from({length: Math.ceil(paragraphs / 6)}, (_, part) => ({
    _key: `s${part}`,
    _type: 'section',
    heading: `Part ${part + 1}`,
    body: Array.from({length: Math.min(6, paragraphs - part * 6)}, (_each, index) =>
      paragraph(`p${part}-${index}`, index === 5 ? {listItem: 'bullet', level: 1} : {}),
    ),
  }))
  return {
    _id,
    _type: 'article',
    title: 'A long article',
    slug: {_type: 'slug', current: _id},
    language: 'en',
    audience: 'patient',
    summary: 'It is long.',
    authors: [reference('person-jordan-sample', 'a')],
    sources: [reference('citation-eriksen-2015', 's')],
    reviewIntervalMonths: 12,
    sections,
  }
}

function paragraph(key: string, fields: Fields): Fields {
  const items = [
    {_key: 'i', _type: 'citationItem', source: reference('citation-eriksen-2015'), locator: 'p. 3'},
  ]
  return {
    _key: key,
    _type: 'block',
    style: 'normal',
    markDefs: [],
    children: [
      {_key: 'a', _type: 'span', text: `${sentence} ${sentence} `, marks: []},
      {_key: 'b', _type: 'span', text: sentence, marks: ['strong']},
      {_key: 'c', _type: 'span', text: ` ${sentence}`, marks: []},
      {_key: 'd', _type: 'citationUse', items},
    ],
    ...fields,
  }
}

function reference(_ref: string, _key?: string): Fields {
  return {_type: 'reference', _ref, ...(_key && {_key})}
}
