import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs'
import {join} from 'node:path'

import type {ContentSource, RawDocument} from '#pipeline'
import {canonicalJson, compareText, parseDocument} from '#schemas'

import {given, onePositional, required} from '../arguments.ts'
import type {Command, CommandInput, Outcome} from '../command.ts'
import {CommandError} from '../fault.ts'
import {withHomeLock} from '../home/lock.ts'
import {articleFromMarkdown, type Imported} from '../import/article-from-markdown.ts'
import {hasContent} from '../lake/reach-lake.ts'
import {counted} from '../terminal/counted.ts'
import {ownLakeName} from '../sources/embedded-lake.ts'
import {oneLine} from '../terminal/printable.ts'
import {openSource} from '../workspace/open-source.ts'
import {readOnlyRecords, type Records} from '../workspace/records.ts'

interface ImportedFile extends Imported {
  path: string
  change: 'new' | 'changed' | 'unchanged'
  /** What an editor still has to fill in. */
  todo: string[]
}

export const importCommand: Command = {
  name: 'import',
  summary: 'Turn Markdown articles into drafts',
  usage: '<file.md|folder> --as <identity>',
  options: {as: {type: 'string'}, source: {type: 'string'}},
  help: {
    as: 'who imports: their identity, which the four-eyes rule will hold against them',
    source: '`lake`, the lake of this home, or `sanity` for one elsewhere',
  },
  async run(input) {
    const author = required(input, 'as')
    const paths = markdownFiles(onePositional(input, 'file or folder'))
    return withHomeLock(input.home, async () => {
      const source = openSource(input.home, input.env, given(input, 'source'), input.now, {
        isNew: true,
      })
      try {
        return await importAll(input, source, author, paths)
      } finally {
        await source.close()
      }
    })
  },
}

/** All files are read before anything is stored, at once: a bad one leaves nothing half imported. */
async function importAll(
  {home}: CommandInput,
  source: ContentSource & {records?: Records},
  author: string,
  paths: string[],
): Promise<Outcome> {
  const {records = readOnlyRecords(source.name)} = source
  const isEmpty = source.name === ownLakeName(home) && !hasContent(home)
  // A lake is made once there is something for it.
  const documents = isEmpty ? [] : await source.documents()
  const stored = new Map(documents.map((document) => [document._id, withoutTimes(document)]))
  const read = paths.map((path) => ({
    path,
    ...articleFromMarkdown(readText(path), path, stored),
  }))
  refuseTwice(read)
  const files = read.map((file) => {
    const id = file.article._id
    return {
      ...file,
      article: keepKnown(stored.get(id) ?? stored.get(publishedId(id)), file.article),
    }
  })
  const citations = files.flatMap((file) => file.citations).filter(({_id}) => !stored.has(_id))
  const unique = new Map(citations.map((citation) => [citation._id, citation]))
  refuseDangling(files, new Set([...stored.keys(), ...unique.keys()]))
  const wanted = [...files.map(({article}) => article), ...unique.values()]
  const changed = wanted.filter((document) => !isStored(document, stored))
  if (changed.length > 0) await records.store(changed, {author})

  const report = files.map((file): ImportedFile => {
    const {article, faults} = file
    const isNew = !stored.has(article._id) && !stored.has(publishedId(article._id))
    const change = isNew ? 'new' : changed.includes(article) ? 'changed' : 'unchanged'
    return {...file, change, todo: [...todoOf(article), ...faults]}
  })
  return {exit: 0, text: report.map(describe).join('\n'), data: {imported: report.map(summarise)}}
}

/** A document without what the lake says of it. */
function withoutTimes({_rev, _createdAt, _updatedAt, ...document}: RawDocument): RawDocument {
  return document
}

function isStored(document: RawDocument, stored: ReadonlyMap<string, RawDocument>): boolean {
  const old = stored.get(document._id)
  return old !== undefined && canonicalJson(old) === canonicalJson(document)
}

function publishedId(id: string): string {
  return id.replace(/^drafts\./, '')
}

/** @throws `data` for a text that is not UTF-8. */
function readText(path: string): string {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(readFileSync(path))
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new CommandError('data', `${path}:1: is not UTF-8`, {cause: error})
  }
}

/** An import again replaces what the file says and keeps what editors added (authors, topics, …). */
function keepKnown(old: RawDocument | undefined, article: RawDocument): RawDocument {
  if (!old) return article
  const stated = Object.entries(article).filter(
    ([name, value]) =>
      !Object.hasOwn(old, name) || !(value === '' || (Array.isArray(value) && value.length === 0)),
  )
  return {...old, ...Object.fromEntries(stated), _id: article._id, _type: article._type}
}

function refuseTwice(files: ReadonlyArray<{path: string; article: RawDocument}>): void {
  const paths = new Map<string, string>()
  for (const {path, article} of files) {
    const earlier = paths.get(article._id)
    if (earlier) {
      throw new CommandError(
        'data',
        `${path} and ${earlier} have the same slug and language: change one of them`,
      )
    }
    paths.set(article._id, path)
  }
}

/** @throws `data` for a file that refers to what the lake does not have, such as an author. */
function refuseDangling(
  files: ReadonlyArray<{path: string; article: RawDocument}>,
  known: ReadonlySet<string>,
): void {
  for (const {path, article} of files) {
    const missing = referencesIn(article).filter((id) => !known.has(id))
    if (missing.length === 0) continue
    throw new CommandError(
      'data',
      `${path} refers to ${[...new Set(missing)].join(', ')}, which the lake does not have: add it first, or leave it out`,
    )
  }
}

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const {_ref} = value as {_ref?: unknown}
  return [
    ...(typeof _ref === 'string' ? [_ref] : []),
    ...Object.values(value).flatMap(referencesIn),
  ]
}

function todoOf(article: RawDocument): string[] {
  const {problems} = parseDocument(article)
  return problems.map(({path, message}) => `${path}: ${message}`)
}

function markdownFiles(path: string): string[] {
  if (!existsSync(path)) throw new CommandError('not-found', `There is no file or folder ${path}`)
  if (!statSync(path).isDirectory()) return [path]
  const names = readdirSync(path).filter((name) => name.endsWith('.md'))
  if (names.length === 0) throw new CommandError('not-found', `${path} holds no Markdown file`)
  return names.toSorted(compareText).map((name) => join(path, name))
}

function describe({path, article, change, citations, losses, todo}: ImportedFile): string {
  return [
    `${article._id}: ${change}, ${counted(citations.length, 'citation')} (${path})`,
    ...losses.map(({line, column, what}) => `  ${path}:${line}:${column}: ${oneLine(what)}`),
    ...todo.map((problem) => `  to do: ${oneLine(problem)}`),
  ].join('\n')
}

function summarise({path, article, change, citations, losses, todo}: ImportedFile): object {
  return {path, id: article._id, change, citations: citations.map(({_id}) => _id), losses, todo}
}
