import GithubSlugger from 'github-slugger'
import {visit} from 'unist-util-visit'
import type {VFile} from 'vfile'

import {report} from '../report.ts'
import type {Section, Tree} from '../tree.ts'

/** Code points of an id; longer headings are cut. */
const maxLength = 80

/**
 * Give each section an id that is unique in the page, and its heading as first child.
 *
 * The id is `s-` and the editor's anchor, else the slug of the heading; a second one alike gets
 * `-1`. Anchors are given first, so that no heading takes one. The prefix keeps ids apart from
 * those of references and figures, and from every name that a document or window already has
 * (`body`, `cookie`), which an id could otherwise hide from scripts.
 *
 * @param tree
 *   Each `section` gains `id` and a `heading`, of depth 2 for a top section.
 * @param file
 *   Receives `anchor-duplicate` for an anchor that an earlier section has.
 */
export function identifySections(tree: Tree, file: VFile): void {
  const slugger = new GithubSlugger()
  const sections: Section[] = []
  visit(tree, 'section', (section) => {
    sections.push(section)
  })

  for (const section of sections) {
    if (!section.anchor) continue
    const wanted = slugOf(section.anchor)
    const slug = slugger.slug(wanted)
    section.id = `s-${slug}`
    if (slug !== wanted) {
      report(file, {
        ruleId: 'anchor-duplicate',
        severity: 'warning',
        reason: `Another section has the anchor \`${section.anchor}\`; links to it lead there`,
        path: section.path,
      })
    }
  }

  for (const section of sections) {
    section.id ??= `s-${slugger.slug(slugOf(section.title))}`
    section.children.unshift({
      type: 'heading',
      depth: Math.min(section.depth + 1, 6) as 2 | 3 | 4 | 5 | 6,
      children: [{type: 'text', value: section.title}],
    })
  }
}

/** Letters, marks, digits and hyphens of a text; `section` when there are none. */
function slugOf(text: string): string {
  const words = text.replaceAll(/\s+/gu, ' ').trim().toLowerCase()
  const letters = words.replaceAll(/[^\p{L}\p{M}\p{N} _-]/gu, '').replaceAll(' ', '-')
  return Array.from(letters).slice(0, maxLength).join('') || 'section'
}
