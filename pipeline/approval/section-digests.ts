import {canonicalJson, sha256Hex} from '#schemas'

import {payloadDepth} from './edition-digest.ts'
import {own} from './record.ts'
import {referencesOf} from './references-of.ts'
import type {Content, EditionPayload, RawDocument} from './types.ts'

/** Separates section digests from every other use of sha256. */
const domain = 'marrow-section-v1\n'

/**
 * Digest each top section of an article, with every document that it reaches.
 *
 * So that a review can fold away the sections that are as they were in the edition before. The
 * site has no sections.
 */
export async function sectionDigests(content: Content): Promise<EditionPayload['sections']> {
  const root = content.documents[content.root]
  const sections = root ? own(root, 'sections') : undefined
  if (!Array.isArray(sections)) return []

  return Promise.all(
    (sections as RawDocument[]).map(async (section) => {
      const documents = reachedFrom(section, content)
      const text = canonicalJson({section, documents}, {maxDepth: payloadDepth})
      return {
        key: String(section['_key']),
        title: titleOf(section, documents),
        digest: await sha256Hex(domain + text),
      }
    }),
  )
}

function reachedFrom(section: RawDocument, content: Content): Record<string, RawDocument> {
  const reached = new Map<string, RawDocument>()
  const queue: RawDocument[] = [section]

  for (let next = queue.pop(); next; next = queue.pop()) {
    for (const {id, kind} of referencesOf(next)) {
      const target = kind === 'follow' ? content.documents[id] : undefined
      if (!target || reached.has(id)) continue
      reached.set(id, target)
      queue.push(target)
    }
  }
  return Object.fromEntries(reached)
}

function titleOf(section: RawDocument, documents: Record<string, RawDocument>): string {
  if (section._type !== 'sharedSectionUse') return String(section['heading'])
  const use = section['section'] as {_ref: string}
  const shared = documents[use._ref]?.['section'] as {heading: string} | undefined
  return String(shared?.heading)
}
