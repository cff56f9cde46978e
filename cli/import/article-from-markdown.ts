import GithubSlugger from 'github-slugger'
import {VFile} from 'vfile'

import {dropUnsupported, fromMarkdown, readMarkdown, type Loss, type RawDocument} from '#pipeline'

import {CommandError} from '../fault.ts'
import {isSameWork} from './citation-from-note.ts'
import {footnotesToCitations} from './footnotes.ts'
import {splitFrontMatter} from './front-matter.ts'
import {titleOf, toSections, type MarkdownSection} from './to-sections.ts'

/** What one file became. */
export interface Imported {
  article: RawDocument
  /** Works that the text cites: new ones, and those that were stored already. */
  citations: RawDocument[]
  losses: Loss[]
  /** What an article may not hold and the import cannot mend: where, and what. */
  faults: string[]
}

/** Front matter that is taken over; the rest is reported. */
const known = new Set(
  'title slug language audience work summary keyPoints authors reviewIntervalMonths'.split(' '),
)

/**
 * Turn a Markdown article with front matter into a draft and its citations.
 *
 * @param name For messages: a path.
 * @param stored
 *   Documents that there are: an article with the same slug and language is updated, and works
 *   that are there already are cited, not made again.
 * @throws `data` for front matter that cannot be read, with the place.
 */
export function articleFromMarkdown(
  text: string,
  name: string,
  stored: ReadonlyMap<string, RawDocument> = new Map(),
): Imported {
  const {fields, lines, body, bodyLine, faults} = splitFrontMatter(text)
  const [fault] = faults
  if (fault) throw new CommandError('data', `${name}:${fault.line}: ${fault.reason}`)

  const front = new FrontMatter(fields, lines, name)
  const {tree, losses} = readMarkdown(body, bodyLine)
  const title = front.text('title') ?? titleOf(tree)
  if (!title) throw new CommandError('data', `${name}:1: give a \`title\` in the front matter`)
  const slug = slugOf(front.text('slug') ?? title, name)

  const works = [...stored.values()].filter(({_type}) => _type === 'citation')
  const notes = footnotesToCitations(tree, bodyLine, (work) =>
    works.find((other) => isSameWork(work, other)),
  )
  const dropped = dropUnsupported(tree, bodyLine)
  const cut = toSections(tree, bodyLine, {title, lead: 'Overview'})
  return {
    article: articleFrom(front, {
      title,
      slug,
      sections: cut.sections,
      stored,
      works: notes.citations,
    }),
    citations: notes.citations,
    losses: [...losses, ...notes.losses, ...dropped, ...cut.losses, ...front.unknown()].toSorted(
      (left, right) => left.line - right.line || left.column - right.column,
    ),
    faults: cut.sections.flatMap(faultsOf),
  }
}

interface Parts {
  title: string
  slug: string
  sections: MarkdownSection[]
  works: readonly RawDocument[]
  stored: ReadonlyMap<string, RawDocument>
}

function articleFrom(
  front: FrontMatter,
  {title, slug, sections, works, stored}: Parts,
): RawDocument {
  const language = front.text('language') ?? 'en'
  return {
    _id: `drafts.${articleId(slug, language, stored)}`,
    _type: 'article',
    title,
    slug: {_type: 'slug', current: slug},
    language,
    audience: front.text('audience') ?? 'patient',
    summary: front.text('summary') ?? '',
    ...optional('work', front.text('work')),
    ...optional('keyPoints', front.list('keyPoints')),
    authors: keyed(front.list('authors') ?? []),
    sections,
    sources: keyed(works.map(({_id}) => _id)),
    reviewIntervalMonths: front.number('reviewIntervalMonths') ?? 12,
  }
}

/** The id of the article that has this slug and language, or a new one. */
function articleId(
  slug: string,
  language: string,
  stored: ReadonlyMap<string, RawDocument>,
): string {
  for (const document of stored.values()) {
    const {_id, _type, slug: other} = document
    if (_type !== 'article' || document['language'] !== language) continue
    if (
      typeof other === 'object' &&
      other !== null &&
      'current' in other &&
      other.current === slug
    ) {
      return _id.replace(/^drafts\./, '')
    }
  }
  const id = `article-${slug}`
  return stored.has(id) || stored.has(`drafts.${id}`) ? `${id}-${language.toLowerCase()}` : id
}

function keyed(ids: readonly string[]): object[] {
  return ids.map((id, index) => ({_type: 'reference', _key: `ref${index + 1}`, _ref: id}))
}

function optional(name: string, value: unknown): Record<string, unknown> {
  return value === undefined ? {} : {[name]: value}
}

/** What the pipeline would refuse, in words and with the section. */
function faultsOf({heading, markdown, sections = []}: MarkdownSection): string[] {
  const file = new VFile()
  if (markdown !== undefined) fromMarkdown(markdown, file, 'markdown')
  return [
    ...file.messages
      .filter(({fatal}) => fatal === true)
      .map(({reason}) => `section ${JSON.stringify(heading)}: ${reason}`),
    ...sections.flatMap(faultsOf),
  ]
}

function slugOf(given: string, name: string): string {
  const slug = new GithubSlugger().slug(given).replaceAll(/[^a-z0-9-]+/g, '-')
  const trimmed = slug.slice(0, 90).replaceAll(/^-+|-+$/g, '')
  if (trimmed !== '') return trimmed
  throw new CommandError('data', `${name}:1: give a \`slug\` of letters and digits`)
}

/** Fields of the front matter, each read as what it must be. */
class FrontMatter {
  readonly #fields: Record<string, unknown>
  readonly #lines: ReadonlyMap<string, number>
  readonly #name: string

  constructor(fields: Record<string, unknown>, lines: ReadonlyMap<string, number>, name: string) {
    this.#fields = fields
    this.#lines = lines
    this.#name = name
  }

  text(field: string): string | undefined {
    const value = this.#value(field)
    if (value === undefined || typeof value === 'string') return value
    throw this.#fault(field, 'a text')
  }

  number(field: string): number | undefined {
    const value = this.#value(field)
    if (value === undefined || typeof value === 'number') return value
    throw this.#fault(field, 'a number')
  }

  list(field: string): string[] | undefined {
    const value = this.#value(field)
    if (value === undefined) return undefined
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value
    throw this.#fault(field, 'a list of texts')
  }

  /** Name the fields that nothing takes over. */
  unknown(): Loss[] {
    return Object.keys(this.#fields)
      .filter((field) => !known.has(field))
      .map((field) => ({
        line: this.#lines.get(field) ?? 1,
        column: 1,
        what: `The front matter's \`${field}\` is not known: it was dropped`,
      }))
  }

  #value(field: string): unknown {
    return Object.hasOwn(this.#fields, field) ? (this.#fields[field] ?? undefined) : undefined
  }

  #fault(field: string, wanted: string): CommandError {
    const line = this.#lines.get(field) ?? 1
    return new CommandError('data', `${this.#name}:${line}: \`${field}\` must be ${wanted}`)
  }
}
