import {VFile} from 'vfile'

import {sha256Hex} from '#schemas'

import type {Content, EditionPayload} from './approval/types.ts'
import {buildTree} from './build-tree.ts'
import {documentIds, leavesOf, type Leaf} from './leaves.ts'
import {requireContent} from './require-content.ts'
import {buildSitePages} from './site-pages.ts'
import {collapse, treeLines} from './tree-lines.ts'
import type {Tree} from './tree.ts'

/** Version of what turns content into text and pages; sign-offs name the one that was read. */
export const RENDERER_VERSION = '1'

/** Fields that are read through the tree, as pages are, and not as they are stored. */
const bodies: Record<string, string[]> = {
  article: ['sections'],
  person: ['biography'],
  sharedSection: ['section'],
  siteSettings: ['editorialPolicy', 'factChecking'],
}

const leading = ['title', 'name', 'summary', 'keyPoints']

/**
 * Write content as its normalised text stream: what a signer reads, whole, in a fixed form.
 *
 * Depends on the content alone. Bodies go through the same tree as pages do, so a version of
 * Marrow that would drop or alter a word of them gives another stream. The format never changes:
 * see `docs/approval-text.md`.
 *
 * @throws `ContentError` for content that is not of the content model.
 */
export function normalisedText(content: Content): string {
  const file = new VFile()
  requireContent(content, file)
  const trees =
    content.kind === 'article'
      ? [buildTree(content, file)]
      : buildSitePages(content, file).map(({tree}) => tree)
  return textOf(content, trees)
}

/**
 * Write the stream of content whose trees are at hand.
 *
 * @param trees
 *   As built from the content, before any step.
 */
export function textOf(content: Content, trees: readonly Tree[]): string {
  const lines = [
    'marrow-text 1',
    ...documentIds(content).flatMap((id) => {
      const document = content.documents[id]
      const type = String(document?._type)
      const leaves = leavesOf(document, '', Object.hasOwn(bodies, type) ? bodies[type] : [])
      return [
        `document\t${type}\t${id}`,
        ...leaves.toSorted(byRank).map(({path, value}) => `${path}\t${collapse(value)}`),
        ...(id === content.root ? trees.flatMap((tree) => treeLines(tree.children)) : []),
      ]
    }),
  ]
  return `${lines.join('\n')}\n`
}

/** What a reader reads first comes first; the rest stays in order of names. */
function byRank(a: Leaf, b: Leaf): number {
  return rank(a) - rank(b)
}

function rank({path}: Leaf): number {
  const index = leading.findIndex((name) => path === name || path.startsWith(`${name}[`))
  return index === -1 ? leading.length : index
}

/** Hash the normalised text stream of an edition; hex. A sign-off holds this digest. */
export function textDigest(payload: Pick<EditionPayload, 'content'>): Promise<string> {
  return sha256Hex(normalisedText(payload.content))
}
