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

/** All files are read before anything is stored, so that a bad one leaves nothing half imported. */
function importAll(input: CommandInput, author: string, paths: string[]): Outcome {
  const {home, now} = input
  const stored = existsSync(home.dataset) ? readDataset(home) : new Map<string, RawDocument>()
  const read = paths.map((path) => ({
    path,
    ...articleFromMarkdown(readFileSync(path, 'utf8'), path),
  }))
  refuseTwice(read)
  const files = read.map((file): ImportedFile => {
    const article = keepKnown(stored.get(file.article._id), file.article)
    const citations = file.citations.filter(({_id}) => !stored.has(_id))
    const changed = storeDocuments(home, [article, ...citations], {author, at: now})
    const isNew = !stored.has(article._id)
    const change = isNew ? 'new' : changed.includes(article._id) ? 'changed' : 'unchanged'
    return {...file, article, change, todo: todoOf(article)}
  })
  return {exit: 0, text: files.map(describe).join('\n'), data: {imported: files.map(summarise)}}
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
        `${path} and ${earlier} have the same slug: change one of them`,
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
    `${article._id}: ${change}, ${citations.length} citations (${path})`,
    ...losses.map(({line, column, what}) => `  ${path}:${line}:${column}: ${what}`),
    ...todo.map((problem) => `  to do: ${problem}`),
  ].join('\n')
}

function summarise({path, article, change, citations, losses, todo}: ImportedFile): object {
  return {path, id: article._id, change, citations: citations.map(({_id}) => _id), losses, todo}
}
