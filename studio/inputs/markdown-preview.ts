import type {Root} from 'hast'

import {
  compose,
  emptyContext,
  referencesIn,
  type ComposableContent,
  type RawDocument,
} from '#pipeline'

/** What a Markdown body becomes, and what is wrong with it. */
export interface MarkdownPreview {
  hast: Root
  findings: MarkdownFinding[]
}

/** A finding in a Markdown body. */
export interface MarkdownFinding {
  severity: 'fatal' | 'warning' | 'info'
  reason: string
  line?: number
}

/** An asset as the lake has it, for the picture in a preview. */
export interface PreviewAsset {
  _id: string
  mimeType: string
  width: number
  height: number
}

const id = 'preview'
const path = 'sections[_key=="s"]'

/** Ids of all documents that a Markdown body names, each once. */
export function documentsNamed(markdown: string): string[] {
  return [...new Set(referencesIn(markdown).map((reference) => reference.id))]
}

/**
 * Compose a Markdown body by itself, as the article will be.
 *
 * @param documents
 *   What it names, as far as there is; what is missing is a finding.
 */
export function previewMarkdown(
  markdown: string,
  language: string,
  documents: readonly RawDocument[],
  assets: readonly PreviewAsset[],
): MarkdownPreview {
  const article = {
    _id: id,
    _type: 'article',
    title: 'Preview',
    slug: {_type: 'slug', current: 'preview'},
    language,
    audience: 'patient',
    summary: 'Preview',
    authors: [{_type: 'reference', _key: 'a', _ref: 'author'}],
    reviewIntervalMonths: 12,
    sections: [{_type: 'section', _key: 's', heading: 'Preview', aspect: 'overview', markdown}],
  }
  const author = {_id: 'author', _type: 'person', name: 'Preview'}
  const all = [article, author, ...documents]
  const content = {
    kind: 'article',
    root: id,
    documents: Object.fromEntries(all.map((document) => [document._id, document])),
    assets: assets.map(sealedFacts),
  } as unknown as ComposableContent
  const {hast, messages} = compose(content, emptyContext)
  const findings = messages.flatMap((message): MarkdownFinding[] => {
    if (!message.path.startsWith(path) || message.ruleId === 'section-empty') return []
    const line = /:(\d+):\d+$/.exec(message.path)?.[1]
    const {severity, reason} = message
    return [{severity, reason, ...(line !== undefined && {line: Number(line)})}]
  })
  return {hast, findings}
}

/** Only sealing hashes bytes; a preview names its pictures by the lake's own digest. */
function sealedFacts({_id, mimeType, width, height}: PreviewAsset) {
  const sha1 = /^image-([0-9a-f]{40})-/.exec(_id)?.[1] ?? ''
  return {id: _id, sha256: sha1.padEnd(64, '0'), mediaType: mimeType, bytes: 1, width, height}
}
