import remarkDirective from 'remark-directive'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import GithubSlugger from 'github-slugger'
import {unified} from 'unified'

import type {RawDocument} from '#pipeline'

import {CommandError} from '../fault.ts'
import {dropUnsupported, type Loss} from './drop-unsupported.ts'
import {footnotesToCitations} from './footnotes.ts'
import {splitFrontMatter} from './front-matter.ts'
import {toSections} from './to-sections.ts'

/** What one file became. */
export interface Imported {
  article: RawDocument
  citations: RawDocument[]
  losses: Loss[]
}

const reader = unified().use(remarkParse).use(remarkGfm).use(remarkDirective)

/** Front matter that is taken over; the rest is reported. */
const texts = ['title', 'summary', 'language', 'audience', 'work'] as const
const known = new Set<string>([...texts, 'slug', 'keyPoints', 'authors', 'reviewIntervalMonths'])

/**
 * Turn a Markdown article with front matter into a draft and its citations.
 *
 * @param name For messages: a path.
 * @throws `data` for front matter that cannot be read, with the place.
 */
export function articleFromMarkdown(text: string, name: string): Imported {
  const {fields, body, bodyLine, faults} = splitFrontMatter(text)
  if (faults.length > 0) throw new CommandError('data', `${name}: ${faults.join('; ')}`)

  const tree = reader.parse(body)
  const titled = toSections(structuredClone(tree), 'Overview').title
  const title = textOf(fields['title'], name, 'title') ?? titled
  if (!title) throw new CommandError('data', `${name}: give a \`title\` in the front matter`)
  const slug = slugOf(fields['slug'] ?? title, name)

  const {citations, losses} = footnotesToCitations(tree, slug, bodyLine)
  losses.push(...dropUnsupported(tree, bodyLine), ...unknownFields(fields))
  const {sections} = toSections(tree, 'Overview')
  return {
    article: articleFrom({fields, name, title, slug, sections, citations}),
    citations,
    losses: losses.toSorted((left, right) => left.line - right.line || left.column - right.column),
  }
}

interface Parts {
  fields: Record<string, unknown>
  name: string
  title: string
  slug: string
  sections: unknown[]
  citations: RawDocument[]
}

function articleFrom({fields, name, title, slug, sections, citations}: Parts): RawDocument {
  const months = fields['reviewIntervalMonths'] ?? 12
  if (typeof months !== 'number') {
    throw new CommandError('data', `${name}: \`reviewIntervalMonths\` must be a number`)
  }
  return {
    _id: `drafts.article-${slug}`,
    _type: 'article',
    title,
    slug: {_type: 'slug', current: slug},
    language: textOf(fields['language'], name, 'language') ?? 'en',
    audience: textOf(fields['audience'], name, 'audience') ?? 'patient',
    summary: textOf(fields['summary'], name, 'summary') ?? '',
    ...optional('work', textOf(fields['work'], name, 'work')),
    ...optional('keyPoints', listOf(fields['keyPoints'], name, 'keyPoints')),
    authors: keyed(listOf(fields['authors'], name, 'authors') ?? []),
    sections,
    sources: keyed(citations.map(({_id}) => _id)),
    reviewIntervalMonths: months,
  }
}

function keyed(ids: readonly string[]): object[] {
  return ids.map((id, index) => ({_type: 'reference', _key: `ref${index + 1}`, _ref: id}))
}

function optional(name: string, value: unknown): Record<string, unknown> {
  return value === undefined ? {} : {[name]: value}
}

function unknownFields(fields: Record<string, unknown>): Loss[] {
  return Object.keys(fields)
    .filter((field) => !known.has(field))
    .map((field) => ({line: 1, column: 1, what: `The front matter's \`${field}\` is not known`}))
}

function slugOf(given: unknown, name: string): string {
  const slug = new GithubSlugger().slug(String(given)).replaceAll(/[^a-z0-9-]+/g, '-')
  const trimmed = slug.replaceAll(/^-+|-+$/g, '').slice(0, 90)
  if (trimmed === '')
    throw new CommandError('data', `${name}: give a \`slug\` of letters and digits`)
  return trimmed
}

function textOf(value: unknown, name: string, field: string): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  throw new CommandError('data', `${name}: \`${field}\` must be a text`)
}

function listOf(value: unknown, name: string, field: string): string[] | undefined {
  if (value === undefined || value === null) return undefined
  const isTexts = Array.isArray(value) && value.every((item) => typeof item === 'string')
  if (isTexts) return value
  throw new CommandError('data', `${name}: \`${field}\` must be a list of texts`)
}
