import type {RootContent} from 'mdast'
import type {VFile} from 'vfile'

import type {Content, RawDocument, SealedAsset} from '../approval/types.ts'
import {isRecord} from '../approval/record.ts'
import {buildTree} from '../build-tree.ts'
import {findDocument} from '../documents.ts'
import {documentIds} from '../leaves.ts'
import {ContentError, requireContent} from '../require-content.ts'
import type {Section} from '../tree.ts'
import {bodyBlocks} from './body-blocks.ts'
import {normalRuns} from './normal-runs.ts'
import type {Entry, EntryType, Sheet} from './sheet.ts'
import {valueBlocks} from './value-blocks.ts'

const entryTypes: Record<string, EntryType> = {
  citation: 'source',
  figure: 'figure',
  glossaryTerm: 'term',
  person: 'person',
  sharedSection: 'sharedSection',
}

/** What a reader meets first comes first; the other fields follow in order of names. */
const leading = ['title', 'name', 'summary', 'keyPoints', 'authors']

/**
 * Write content as the sheet that a redline compares: every field, section and document, once.
 *
 * Bodies go through the same tree as pages do, so Portable Text and Markdown that say the same
 * give the same blocks.
 *
 * @param assets
 *   The sealed pictures, where both sides of the comparison have theirs: their digests are
 *   compared, too.
 * @param file
 *   Receives what reading the content reports.
 * @throws `ContentError` for content that is not of the content model.
 */
export function toSheet(content: Content, assets: readonly SealedAsset[], file: VFile): Sheet {
  requireContent(content, file)
  const [root, ...others] = documentIds(content).flatMap((id) => content.documents[id] ?? [])
  if (root?._id !== content.root)
    throw new ContentError(content.root, '', 'it is not in the content')
  const isArticle = root._type === 'article'
  const tree = isArticle ? buildTree(content, file) : {children: []}
  const written = isArticle ? markdownPaths(content) : new Set<string>()
  const pictures = new Map(assets.map((asset) => [asset.id, asset]))
  return {
    fields: fieldEntries(root, isArticle ? ['sections'] : [], file),
    sections: sectionEntries(tree.children, written),
    documents: others.map((document) => documentEntry(document, pictures, isArticle, file)),
  }
}

function fieldEntries(root: RawDocument, without: readonly string[], file: VFile): Entry[] {
  return namesOf(root, without).map((name) => ({
    id: name,
    type: 'field',
    attributes: {},
    blocks: valueBlocks(name, root[name], name, file),
    path: name,
  }))
}

function sectionEntries(nodes: readonly RootContent[], markdown: ReadonlySet<string>): Entry[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'section') return []
    return [sectionEntry(node, markdown), ...sectionEntries(node.children, markdown)]
  })
}

function sectionEntry(section: Section, markdown: ReadonlySet<string>): Entry {
  const {anchor, aspect, children, depth, path, title} = section
  return {
    id: '',
    type: 'section',
    attributes: {
      depth: String(depth),
      ...(anchor && {anchor}),
      ...(aspect && {aspect}),
      ...(markdown.has(path) && {written: 'Markdown'}),
    },
    blocks: [
      {
        kind: 'heading',
        level: 0,
        attributes: {},
        runs: normalRuns([{type: 'text', text: title, marks: []}]),
        path: `${path}.heading`,
      },
      ...bodyBlocks(children, path),
    ],
    path,
  }
}

function documentEntry(
  document: RawDocument,
  pictures: ReadonlyMap<string, SealedAsset>,
  isArticle: boolean,
  file: VFile,
): Entry {
  const {_id, _type} = document
  const path = `documents[${JSON.stringify(_id)}]`
  // What a shared section says stands among the sections.
  const without = _type === 'sharedSection' && isArticle ? ['section'] : []
  const asset = pictures.get(assetOf(document['image']) ?? assetOf(document['photo']) ?? '')
  return {
    id: _id,
    type: (Object.hasOwn(entryTypes, _type) && entryTypes[_type]) || 'other',
    attributes: {},
    blocks: [
      ...namesOf(document, without).flatMap((name) =>
        valueBlocks(name, document[name], `${path}.${name}`, file),
      ),
      ...(asset ? valueBlocks('file', asset.sha256, `${path}.image`, file) : []),
    ],
    path,
  }
}

function namesOf(document: RawDocument, without: readonly string[]): string[] {
  return Object.keys(document)
    .filter((name) => !name.startsWith('_') && !without.includes(name))
    .toSorted((left, right) => rank(left) - rank(right) || (left < right ? -1 : 1))
}

function assetOf(image: unknown): string | undefined {
  const asset = isRecord(image) ? image['asset'] : undefined
  const id = isRecord(asset) ? asset['_ref'] : undefined
  return typeof id === 'string' ? id : undefined
}

/** Paths of the sections that are written in Markdown, as `buildTree` names them. */
function markdownPaths(content: Content): Set<string> {
  const paths = new Set<string>()
  const walk = (members: unknown, path: string): void => {
    if (!Array.isArray(members)) return
    for (const member of members) {
      if (!isRecord(member)) continue
      const own = `${path}[_key==${JSON.stringify(member['_key'])}]`
      const shared = isRecord(member['section']) ? member['section']['_ref'] : undefined
      const id = typeof shared === 'string' ? shared : ''
      const target = findDocument(content, 'sharedSection', id)?.section
      const {markdown, sections} = target ?? member
      if (markdown !== undefined) paths.add(own)
      walk(sections, target ? `${own}.section->section.sections` : `${own}.sections`)
    }
  }
  walk(content.documents[content.root]?.['sections'], 'sections')
  return paths
}

function rank(name: string): number {
  return leading.includes(name) ? leading.indexOf(name) : leading.length
}
