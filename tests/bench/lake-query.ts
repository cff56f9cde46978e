/**
 * Time queries over 100,000 documents (100 MB), beside plain groq-js over the same ones in memory.
 *
 * `node tests/bench/lake-query.ts [documents] [rounds]`
 */
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {evaluate, parse} from 'groq-js'

import {parsePerspective} from '../../lake/query/perspective.ts'
import {runQuery} from '../../lake/query/run-query.ts'
import {WorkerPool} from '../../lake/query/worker-pool.ts'
import {openSqliteStore} from '../../lake/store/sqlite-store.ts'
import type {StoredDocument} from '../../lake/store/store.ts'

const [total = 100_000, rounds = 200] = process.argv.slice(2).map(Number)
const articles = Math.round(total * 0.6)
const people = total - articles
const words = 'migraine aura pain dose study risk patient therapy nausea sleep light sound'.split(
  ' ',
)
const perspective = parsePerspective('published')
const now = '2026-11-22T20:00:00Z'

interface Query {
  name: string
  query: string
  params: (round: number) => Record<string, unknown>
  /** 95 of 100 must be faster. */
  targetMs?: number
  /** Shown as the perspective `drafts` too. */
}

const pick = (round: number, most: number) => (round * 7919) % most
const queries: Query[] = [
  {
    name: 'by id',
    query: '*[_id == $id][0]',
    params: (round) => ({id: `article-${pick(round, articles)}`}),
    targetMs: 20,
  },
  {
    name: 'by type and slug',
    query: '*[_type == "article" && slug.current == $slug][0]',
    params: (round) => ({slug: `slug-${pick(round, articles)}`}),
    targetMs: 20,
  },
  {
    name: 'newest 25 with 3 dereferences each',
    query: `*[_type == $type] | order(_updatedAt desc)[0...25]{
      title, "authors": authors[]->{name}, "editor": editor->name}`,
    params: () => ({type: 'article'}),
    targetMs: 20,
  },
  {
    name: 'references',
    query: '*[references($id)]{_id, title}',
    params: (round) => ({id: `person-${pick(round, people)}`}),
    targetMs: 50,
  },
  {
    name: 'subquery for each of 25',
    query: `*[_type == "person"][0...25]{name, "articles": *[references(^._id)].title}`,
    params: () => ({}),
  },
  {
    name: 'match, two words',
    query: '*[_type == "article" && title match $words][0...25]{title}',
    params: (round) => ({words: `number ${pick(round, articles)}*`}),
  },
  {
    name: 'text::query',
    query: '*[@ match text::query($words)][0...25]{title}',
    params: (round) => ({words: `number ${pick(round, articles)}`}),
  },
  {
    name: 'filter without index, newest 25',
    query: '*[_type == "article" && count > 50] | order(_updatedAt desc)[0...25]{title}',
    params: () => ({}),
  },
]

const scans: Query[] = [
  {name: 'count by type', query: 'count(*[_type == "article"])', params: () => ({})},
  {
    name: 'full scan',
    query: 'count(*[_type == "article" && body match "*leep"])',
    params: () => ({}),
  },
]

const folder = mkdtempSync(join(tmpdir(), 'marrow-bench-'))
const store = openSqliteStore(join(folder, 'lake.sqlite'))
const pool = new WorkerPool({deadlineMs: 60_000})
try {
  store.createDataset('bench')
  const load = performance.now()
  let bytes = 0
  for (let start = 0; start < total; start += 1000) {
    store.write('bench', (tx) => {
      for (let index = start; index < Math.min(total, start + 1000); index++) {
        const document = make(index)
        bytes += JSON.stringify(document).length
        tx.put(document)
      }
    })
  }
  const loadS = ((performance.now() - load) / 1000).toFixed(1)
  console.log(`${total} documents, ${(bytes / 1e6).toFixed(0)} MB, loaded in ${loadS} s`)
  console.log('\n| query | p50 ms | p95 ms | target | groq-js ms |')
  console.log('| --- | --- | --- | --- | --- |')

  const dataset = Array.from({length: total}, (_, index) => make(index))
  const byId = new Map(dataset.map((document) => [document._id, document]))
  let failed = 0
  for (const {name, query, params, targetMs} of [...queries, ...scans]) {
    const isScan = scans.some((scan) => scan.name === name)
    const times: number[] = []
    for (let round = -3; round < (isScan ? 5 : rounds); round++) {
      const start = performance.now()
      await ask(query, params(Math.abs(round)))
      if (round >= 0) times.push(performance.now() - start)
    }
    times.sort((a, b) => a - b)
    const p95 = times[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN
    const plain = query.includes('text::query') ? '(cannot)' : await timePlain(query, params(1))
    if (targetMs !== undefined && p95 > targetMs) failed++
    const p50 = times[Math.floor(times.length / 2)] ?? Number.NaN
    console.log(
      `| ${name} | ${p50.toFixed(1)} | ${p95.toFixed(1)} | ${targetMs ?? ''} | ${plain} |`,
    )
  }

  async function timePlain(query: string, params: Record<string, unknown>): Promise<string> {
    const start = performance.now()
    const value = await evaluate(parse(query, {params}), {
      dataset,
      dereference: ({_ref}) => byId.get(_ref) ?? null,
    })
    await value.get()
    return (performance.now() - start).toFixed(0)
  }

  console.log(`\nMemory of this process: ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB`)
  if (failed > 0) process.exitCode = 1
} finally {
  pool.close()
  store.close()
  rmSync(folder, {recursive: true})
}

async function ask(query: string, params: Record<string, unknown>): Promise<string> {
  const view = store.read('bench', (view) => view)
  return (await runQuery(pool, view, {query, params, perspective, identity: 'bench', now})).json
}

/** Make the document with this number: 60 % articles, the rest people. */
function make(index: number): StoredDocument {
  const at = new Date(Date.UTC(2020, 0, 1) + index * 60_000).toISOString()
  const system = {_rev: 'r', _createdAt: at, _updatedAt: at}
  const reference = (step: number) => ({
    _type: 'reference',
    _ref: `person-${(index * step) % people}`,
  })
  if (index >= articles) {
    const number = index - articles
    return {_id: `person-${number}`, _type: 'person', ...system, name: `P ${number}`, bio: text(80)}
  }
  return {
    _id: `article-${index}`,
    _type: 'article',
    ...system,
    title: `Article number ${index}`,
    slug: {_type: 'slug', current: `slug-${index}`},
    count: index % 100,
    authors: [reference(3), reference(7)],
    editor: reference(11),
    body: text(150),
  }
}

function text(length: number): string {
  return Array.from({length}, (_, index) => words[(index * index + index) % words.length]).join(' ')
}
