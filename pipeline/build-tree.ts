import type {RootContent} from 'mdast'
import type {VFile} from 'vfile'

import type {Section as StoredSection, SharedSectionUse} from '#schemas'

import type {Content} from './approval/types.ts'
import {findDocument} from './documents.ts'
import {fromMarkdown} from './from-markdown/from-markdown.ts'
import {fromPortableText} from './from-portable-text/from-portable-text.ts'
import {isStoredTooDeep, isTreeTooDeep} from './nesting.ts'
import {report} from './report.ts'
import type {Section, Tree} from './tree.ts'

/** Sections nest as deep as headings go: `h2` to `h6`. */
const maxDepth = 5

/**
 * Build the tree of an article's content: a `section` for each section, its body inside.
 *
 * Depends on the content alone; the steps add what the context knows.
 *
 * @param file
 *   Receives a fatal message for whatever cannot be shown: unknown types, sections or bodies
 *   nested too deep, a missing shared section, a body in two languages.
 */
export function buildTree(content: Content, file: VFile): Tree {
  const article = findDocument(content, 'article', content.root)
  const children = (article?.sections ?? []).flatMap((section) =>
    buildTopSection(section, content, file),
  )
  return {type: 'root', children}
}

function buildTopSection(
  section: (StoredSection | SharedSectionUse) & {_key: string},
  content: Content,
  file: VFile,
): Section[] {
  const path = `sections[_key==${JSON.stringify(section._key)}]`
  if (section._type !== 'sharedSectionUse') return [buildSection(section, path, path, 1, file)]

  const shared = findDocument(content, 'sharedSection', section.section._ref)
  if (shared) return [buildSection(shared.section, path, `${path}.section->section`, 1, file)]
  report(file, {
    ruleId: 'shared-section-missing',
    severity: 'fatal',
    reason: `The shared section \`${section.section._ref}\` is not in the content; publish it, or take it out`,
    path,
  })
  return []
}

/**
 * @param path
 *   Of the section in the article.
 * @param inside
 *   Of the section's fields: another path where the section is a shared one.
 */
function buildSection(
  section: StoredSection,
  path: string,
  inside: string,
  depth: number,
  file: VFile,
): Section {
  const nested = depth < maxDepth ? (section.sections ?? []) : []
  if (depth === maxDepth && section.sections?.length) {
    reportDepth(file, `${inside}.sections`, `Sections go ${maxDepth} levels deep`)
  }

  return {
    type: 'section',
    title: section.heading,
    ...(section.anchor && {anchor: section.anchor}),
    ...(section.aspect && {aspect: section.aspect}),
    depth,
    path,
    children: [
      ...buildBody(section, inside, file),
      ...nested.map((child) => {
        const childPath = `${inside}.sections[_key==${JSON.stringify(child._key)}]`
        return buildSection(child, childPath, childPath, depth + 1, file)
      }),
    ],
  }
}

/** A body is Portable Text or Markdown; both at once would hide one. */
function buildBody(section: StoredSection, path: string, file: VFile): RootContent[] {
  const {body, markdown} = section
  if (body && markdown !== undefined) {
    report(file, {
      ruleId: 'body-twice',
      severity: 'fatal',
      reason: 'The section has both a `body` and `markdown`; remove one',
      path,
    })
  }
  if (body) return buildBlocks(body, `${path}.body`, file)
  if (markdown === undefined) return []
  return withinDepth(fromMarkdown(markdown, file, `${path}.markdown`), `${path}.markdown`, file)
}

/** Turn Portable Text into nodes; what is nested too deep is a fatal message, not an overflow. */
export function buildBlocks(blocks: readonly unknown[], path: string, file: VFile): RootContent[] {
  if (isStoredTooDeep(blocks)) {
    reportDepth(file, path, 'The body is nested deeper than any text needs')
    return []
  }
  return withinDepth(fromPortableText(blocks, file, path), path, file)
}

function withinDepth(nodes: RootContent[], path: string, file: VFile): RootContent[] {
  if (!isTreeTooDeep(nodes)) return nodes
  reportDepth(file, path, 'The body is nested deeper than any text needs')
  return []
}

function reportDepth(file: VFile, path: string, reason: string): void {
  report(file, {ruleId: 'too-deep', severity: 'fatal', reason: `${reason}; flatten it`, path})
}
