import {referencesIn, type Content, type RawDocument} from '#pipeline'
import {isDocumentType, sealFields} from '#schemas'

import {plainMessage} from '../schema/plain-message.ts'
import {mendDocument} from './mend-document.ts'
import type {Finding, PreviewResult} from './preview-job.ts'

/** Types that become part of an article's content; other articles stay ids. */
const followed = new Set(['citation', 'figure', 'glossaryTerm', 'person', 'sharedSection'])

/** The place of a finding names the field. */
const noTitles: ReadonlyMap<string, string> = new Map()

/** Deeper values are refused by the parser. */
const maxLevels = 100

/**
 * Gather what a preview shows of a document that is being written.
 *
 * As `assemble`, which gathers what is sealed, but never refuses: what is missing or malformed is a
 * finding, and the rest is shown. Keys stay as they are in the form, so that findings name its
 * fields.
 *
 * @param documents What is known, by id without `drafts.`.
 */
export function gatherContent(
  root: RawDocument,
  documents: ReadonlyMap<string, RawDocument>,
): {content: Content | null; findings: Finding[]; needs: PreviewResult['needs']} {
  const where = root._type === 'siteSettings' ? 'site' : 'article'
  const findings: Finding[] = []
  const gathered = new Map<string, RawDocument>()
  const needs = {documents: new Set<string>(), assets: new Set<string>()}
  const queue = [root]

  for (let next = queue.pop(); next; next = queue.pop()) {
    const {document, problems} = mendDocument(next)
    findings.push(
      ...problems.map((problem): Finding => ({
        severity: 'fatal',
        reason: plainMessage(problem, noTitles),
        document: next._id,
        path: problem.path,
      })),
    )
    if (!document) continue
    const sealed = sealFields(document, where)
    gathered.set(next._id, sealed)
    const found = namedIn(sealed)
    for (const id of found.assets) needs.assets.add(id)
    for (const id of found.documents) {
      needs.documents.add(id)
      const target = documents.get(id)
      if (!target || gathered.has(id) || !followed.has(target._type)) continue
      if (isDocumentType(target._type)) queue.push(target)
      gathered.set(id, target)
    }
  }
  return {
    content: gathered.has(root._id)
      ? {kind: where, root: root._id, documents: Object.fromEntries(gathered)}
      : null,
    findings,
    needs: {documents: [...needs.documents], assets: [...needs.assets]},
  }
}

/** Ids that a document names, in Portable Text and in Markdown. */
function namedIn(document: RawDocument): {documents: Set<string>; assets: Set<string>} {
  const named = {documents: new Set<string>(), assets: new Set<string>()}
  const collect = (value: unknown, name: string, level: number): void => {
    if (level > maxLevels) return
    if (typeof value === 'string') {
      if (name === 'markdown') for (const id of idsInMarkdown(value)) named.documents.add(id)
    } else if (Array.isArray(value)) {
      for (const member of value) collect(member, '', level + 1)
    } else if (typeof value === 'object' && value !== null) {
      if ('_ref' in value && typeof value._ref === 'string') {
        named[name === 'asset' ? 'assets' : 'documents'].add(value._ref)
      }
      for (const [field, member] of Object.entries(value)) collect(member, field, level + 1)
    }
  }
  collect(document, '', 0)
  return named
}

/** Markdown that cannot be read is reported where it is composed. */
function idsInMarkdown(markdown: string): string[] {
  try {
    return referencesIn(markdown).map(({id}) => id)
  } catch {
    return []
  }
}
