import {referencesIn} from '../from-markdown/references-in.ts'
import {isRecord, type JsonRecord} from './record.ts'
import {referenceTargets} from './reference-targets.ts'
import type {RawDocument} from './types.ts'

/** A reference that a document's sealed fields hold. */
export interface FoundReference {
  id: string
  /** `follow`: the target is part of the content. `article`: it stays an id. `asset`: an image. */
  kind: 'follow' | 'article' | 'asset'
  /** Types that the target may have. */
  types: readonly string[]
  /** Keyed path in the document; in Markdown with line and column, `….markdown:3:9`. */
  path: string
}

/**
 * List what a document refers to, in reading order, in Portable Text and in Markdown alike.
 *
 * @param document
 *   Sealed fields only: what an internal field refers to is no part of the content.
 * @throws What `referencesIn` throws for Markdown that cannot be read.
 */
export function referencesOf(document: RawDocument): FoundReference[] {
  const found: FoundReference[] = []
  collect(document, '', found)
  return found
}

function collect(value: JsonRecord, path: string, found: FoundReference[]): void {
  for (const [name, member] of Object.entries(value)) {
    const here = path === '' ? name : `${path}.${name}`
    const owner = String(value['_type'])
    if (owner === 'section' && name === 'markdown' && typeof member === 'string') {
      found.push(...fromMarkdown(member, here))
    } else if (Array.isArray(member)) {
      member.forEach((item: unknown, index) => {
        if (isRecord(item)) visit(item, owner, name, `${here}${step(item, index)}`, found)
      })
    } else if (isRecord(member)) {
      visit(member, owner, name, here, found)
    }
  }
}

function visit(
  value: JsonRecord,
  owner: string,
  field: string,
  path: string,
  found: FoundReference[],
): void {
  if (!Object.hasOwn(value, '_ref')) {
    collect(value, path, found)
    return
  }
  const id = String(value['_ref'])
  if (owner === 'image' && field === 'asset') {
    found.push({id, kind: 'asset', types: [], path})
    return
  }
  const types = referenceTargets(owner, field)
  found.push({id, kind: isArticle(types) ? 'article' : 'follow', types, path})
}

function fromMarkdown(markdown: string, path: string): FoundReference[] {
  return referencesIn(markdown).map(({kind, id, line, column}) => ({
    id,
    kind: isArticle([kind]) ? 'article' : 'follow',
    types: [kind],
    path: `${path}:${line}:${column}`,
  }))
}

/** Other articles stay ids: each has its own editions and its own sign-offs. */
function isArticle(types: readonly string[]): boolean {
  return types.length === 1 && types[0] === 'article'
}

function step(item: JsonRecord, index: number): string {
  const key = item['_key']
  return typeof key === 'string' ? `[_key==${JSON.stringify(key)}]` : `[${index}]`
}
