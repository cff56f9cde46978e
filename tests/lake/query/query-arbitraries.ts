import fc from 'fast-check'

import type {StoredDocument} from '../../../lake/store/store.ts'
import type {Asked} from './query-world.ts'

const names = ['a', 'b', 'c', 'd', 'e']
const ids = names.flatMap((name) => [
  name,
  `drafts.${name}`,
  `versions.r1.${name}`,
  `versions.r2.${name}`,
])
const types = ['article', 'person', 'topic']
const times = ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', '2026-01-03T00:00:00Z']
const slugs = ['one', 'two']
const words = [
  'Migraine',
  'migraines',
  'aura',
  'F.B.I',
  'fbi',
  'COVID-19',
  'naïve',
  'µg',
  'μg',
  'x.y',
  'end.',
]

const one = <T>(items: readonly T[]) => fc.constantFrom(...items)
const text = fc.array(one(words), {maxLength: 4}).map((parts) => parts.join(' '))
const reference = one([...names, 'drafts.a', 'gone']).map((_ref) => ({_type: 'reference', _ref}))
const span = fc.record({
  _type: one(['span', 'other']),
  text: one(['mig', 'raine', ' aura', 'x.', 'y']),
})
const block = fc.record({_type: fc.constant('block'), children: fc.array(span, {maxLength: 3})})

const document = fc.record(
  {
    _id: one(ids),
    _type: one(types),
    _rev: fc.constant('rev'),
    _createdAt: one(times),
    _updatedAt: one(times),
    title: text,
    slug: fc.oneof(
      one(slugs).map((current) => ({_type: 'slug', current})),
      one([null, 'text', {current: 3}]),
    ),
    author: reference,
    related: fc.array(reference, {maxLength: 3}),
    tags: fc.array(text, {maxLength: 2}),
    body: fc.array(block, {maxLength: 2}),
    count: fc.integer({min: 0, max: 3}),
    name: one(names),
  },
  {requiredKeys: ['_id', '_type', '_rev', '_createdAt', '_updatedAt']},
)

/** Documents with unique ids; drafts and versions of a few published ones among them. */
export const datasets = fc
  .uniqueArray(document, {selector: ({_id}) => _id, maxLength: 16})
  .map((documents) => JSON.parse(JSON.stringify(documents)) as StoredDocument[])

const quoted = (value: string) => JSON.stringify(value)
const anyId = one([...ids, 'gone']).map(quoted)
const patterns = one([
  ...words.map((word) => word.toLowerCase()),
  'mig*',
  '*raine',
  'm*e',
  'migraine aura',
  'x.*',
  'covid*',
  'nai*',
  'NAÏVE',
  'x*y',
  '',
  'fb*',
]).map(quoted)
const time = one(times).map(quoted)
const op = one(['<', '<=', '>', '>=', '==', '!='])

const leaf = fc.oneof(
  anyId.map((id) => `_id == ${id}`),
  anyId.map((id) => `${id} == _id`),
  fc.array(anyId, {maxLength: 3}).map((list) => `_id in [${list.join(', ')}]`),
  one(['drafts.**', 'drafts.*', '**', 'versions.r1.**', 'a', 'versions.*.b']).map(
    (path) => `_id in path("${path}")`,
  ),
  one(types).map((type) => `_type == "${type}"`),
  one(['["article", "topic"]', '[]', '["person", 3, null]', '$types']).map(
    (list) => `_type in ${list}`,
  ),
  one([...slugs.map(quoted), 'null', '3', '$slug']).map((slug) => `slug.current == ${slug}`),
  one(['["one", null]', '["one", "two"]']).map((list) => `slug.current in ${list}`),
  anyId.map((id) => `references(${id})`),
  one(['references($ids)', 'references($id, "b")', 'references(null)', 'references([])']),
  anyId.map((id) => `author._ref == ${id}`),
  anyId.map((id) => `${id} in related[]._ref`),
  one([
    'author._ref in $ids',
    'author._ref in ["a", null]',
    'author._ref == null',
    '@.author._ref == $id',
  ]),
  fc
    .tuple(
      one(['_createdAt', '_updatedAt', '_id']),
      op,
      one([...times, 'b', 'drafts.b']).map(quoted),
    )
    .map((parts) => parts.join(' ')),
  fc.tuple(time, op, one(['_createdAt', '_updatedAt'])).map((parts) => parts.join(' ')),
  fc.tuple(time, time).map(([from, to]) => `_updatedAt in ${from}..${to}`),
  fc
    .tuple(
      one([
        'title',
        '[title, name]',
        'tags',
        'tags[]',
        'body[].children[].text',
        'pt::text(body)',
        '_id',
        '_type',
        'author->title',
        'coalesce(title, name)',
        '@',
        'title + name',
        'lower(title)',
      ]),
      patterns,
    )
    .map(([left, right]) => `${left} match ${right}`),
  one([
    'title match ["mig*", "aura"]',
    'title match $id',
    'title match name',
    'tags match $types',
    'title match null',
  ]),
  one([
    'defined(author)',
    'count > 1',
    'name',
    'true',
    'false',
    'null',
    'count(related) > 1',
    'identity() == "me"',
    'author->_type == "person"',
  ]),
  one(names).map((name) => `sanity::versionOf("${name}")`),
  one(['sanity::partOfRelease("r1")', 'sanity::versionOf("drafts.a")', 'sanity::versionOf($id)']),
  one([
    '_id in *[_type == "article"]._id',
    'count(*[references(^._id)]) > 0',
    '_id in *[name == ^.name]._id',
    'author._ref in *[_type == "person"]._id',
    'author->name == name',
  ]),
)

/** A condition on documents. */
const filter = fc.letrec<{condition: string}>((tie) => ({
  condition: fc.oneof(
    {depthSize: 'small', withCrossShrink: true},
    leaf,
    fc
      .tuple(tie('condition'), one(['&&', '||']), tie('condition'))
      .map((parts) => `(${parts.join(' ')})`),
    tie('condition').map((condition) => `!(${condition})`),
  ),
})).condition

const order = one([
  '',
  '',
  '| order(_id)',
  '| order(_id desc)',
  '| order(_updatedAt desc)',
  '| order(_updatedAt)',
  '| order(_createdAt desc, title)',
  '| order(_updatedAt desc, _id desc)',
  '| order(title)',
  '| order(_updatedAt asc, _createdAt desc)',
  '| score(title match "mig*") | order(_score desc)',
])
const slice = one([
  '',
  '',
  '[0]',
  '[2]',
  '[-1]',
  '[0...2]',
  '[1..2]',
  '[0...0]',
  '[-2..-1]',
  '[3...1]',
  '[_type == "article"][0...2]',
])
const projection = one([
  '',
  '._id',
  '{_id, _originalId, title}',
  '{_id, author->{_id, title, author->{name}}}',
  '{"n": related[]->name}',
  '{"by": *[references(^._id)]._id}',
  '{"same": *[_type == ^._type && _id != ^._id] | order(_id) {_id}}',
  '{"b": *[author._ref == ^._id][0]._id}',
  '{"c": count(*[name == ^.name])}',
  '{"r": *[_id in ^.related[]._ref]._id}',
  '{"r": *[_id == ^.author._ref][0]{"up": ^.title, "all": *[references(^._id)]._id}}',
  '{"t": *[^._id in related[]._ref]._id}',
  '{"d": *[_id == "drafts." + ^._id]{_id}}',
  '{...}',
  '{"s": *[slug.current == ^.slug.current]._id}',
  '{"x": related[]{"to": *[_id == ^._ref]._id}}',
  '{"y": author->related[]->{_id}}',
  '{"p": *[_type == "person" && references(^.author._ref, ^.related[]._ref)]._id}',
  '{"f": *[_id in path("drafts." + ^._id)]._id}',
  '{"z": @->}',
])

/** Whole queries, with who asks and how. */
export const queries: fc.Arbitrary<[string, Asked]> = fc
  .tuple(
    fc.oneof(
      {
        weight: 8,
        arbitrary: fc
          .tuple(filter, order, slice, projection)
          .map(([condition, ...rest]) => `*[${condition}]${rest.join('')}`),
      },
      {weight: 1, arbitrary: filter.map((condition) => `count(*[${condition}])`)},
      {
        weight: 1,
        arbitrary: one([
          '*',
          '*[0]',
          '*[0...3]._id',
          'count(*)',
          'count(*[_type == "article"])',
          'count(*["person" == _type])',
          'count(*[_type in $types])',
          'count((*[_type in ["article", "person", "article"]]))',
          'count(*[_type == $id])',
          'count(*[_type == "article"][0...2])',
          '*|order(_updatedAt desc)[0..2]._id',
          'releases::all()',
          '{"a": *[_type == "article"]._id, "b": count(*)}',
          '*{_id}[0..1]',
          '1 + 1',
          'array::unique(*._type)',
        ]),
      },
    ),
    fc.record({
      params: fc.record({
        types: fc.subarray(types),
        slug: one([...slugs, null]),
        ids: fc.array(one(names), {maxLength: 3}),
        id: one(names),
      }),
      perspective: one<string | string[]>([
        'raw',
        'published',
        'drafts',
        ['r1'],
        ['r2', 'drafts'],
        ['drafts', 'r1'],
      ]),
    }),
    fc.boolean(),
  )
  .map(([query, asked, isFiltered]) => [
    query,
    isFiltered ? {...asked, filter: '!(_id in path("drafts.**"))'} : asked,
  ])
