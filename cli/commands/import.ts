import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs'
import {join} from 'node:path'

import type {RawDocument} from '#pipeline'
import {compareText, parseDocument} from '#schemas'

import {onePositional, required} from '../arguments.ts'
import type {Command, CommandInput, Outcome} from '../command.ts'
import {CommandError} from '../fault.ts'
import {readDataset, storeDocuments} from '../home/dataset.ts'
import {withHomeLock} from '../home/lock.ts'
import {articleFromMarkdown, type Imported} from '../import/article-from-markdown.ts'
import {counted} from '../terminal/counted.ts'
import {oneLine} from '../terminal/printable.ts'

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
  options: {as: {type: 'string'}},
  help: {as: 'who imports: their identity, which the four-eyes rule will hold against them'},
  async run(input) {
    const author = required(input, 'as')
    const paths = markdownFiles(onePositional(input, 'file or folder'))
    return withHomeLock(input.home, async () => importAll(input, author, paths))
  },
}

/** All files are read before anything is stored, at once: a bad one leaves nothing half imported. */
function importAll(input: CommandInput, author: string, paths: string[]): Outcome {
  const {home, now} = input
  const stored = existsSync(home.dataset) ? readDataset(home) : new Map<string, RawDocument>()
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
  const documents = [...files.map(({article}) => article), ...unique.values()]
  const changed = storeDocuments(home, documents, {author, at: now})

  const report = files.map((file): ImportedFile => {
    const {article, faults} = file
    const isNew = !stored.has(article._id) && !stored.has(publishedId(article._id))
    const change = isNew ? 'new' : changed.includes(article._id) ? 'changed' : 'unchanged'
    return {...file, change, todo: [...todoOf(article), ...faults]}
  })
  return {exit: 0, text: report.map(describe).join('\n'), data: {imported: report.map(summarise)}}
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
  const given = Object.entries(article).filter(
    ([name, value]) =>
      !Object.hasOwn(old, name) || !(value === '' || (Array.isArray(value) && value.length === 0)),
  )
  return {...old, ...Object.fromEntries(given), _id: article._id, _type: article._type}
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
