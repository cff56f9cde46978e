import type {Paragraph} from 'mdast'
import type {VFile} from 'vfile'

import type {FigureUse} from '../composition.ts'
import {report} from '../report.ts'
import type {Tree} from '../tree.ts'
import {visitPlaces} from './visit-places.ts'

/**
 * Give each figure its picture, rights and id: `fig-1` is the first in the page.
 *
 * A picture whose rights have expired gives way to its text alternative and caption.
 *
 * @param pictures
 *   Pictures of the content, by document id.
 * @param today
 *   Calendar day (UTC).
 * @param file
 *   Receives `rights-expired`, and a fatal `figure-unknown` for a figure that is not in
 *   `pictures`.
 * @returns
 *   Pictures that the tree uses, by document id.
 */
export function resolveFigures(
  tree: Tree,
  pictures: ReadonlyMap<string, FigureUse>,
  today: string,
  file: VFile,
): Map<string, FigureUse> {
  const used = new Map<string, FigureUse>()
  let count = 0

  visitPlaces(tree, (node, path, index, parent) => {
    if (node.type !== 'figure' || !parent || index === undefined) return undefined
    const picture = pictures.get(node.figure)
    if (!picture) {
      reportUnknown(file, node.figure, path)
      return undefined
    }
    if (hasExpired(picture, today)) {
      reportExpired(file, picture, path, 'its text alternative stands instead')
      const instead = toParagraphs(picture)
      parent.children.splice(index, 1, ...(instead as never[]))
      return index + instead.length
    }

    used.set(node.figure, picture)
    node.id = `fig-${++count}`
    node.use = picture
    return undefined
  })

  return used
}

/** Resolve the lead figure; none when its rights have expired. */
export function resolveLeadFigure(
  id: string | undefined,
  pictures: ReadonlyMap<string, FigureUse>,
  today: string,
  file: VFile,
): FigureUse | null {
  if (id === undefined) return null
  const picture = pictures.get(id)
  if (!picture) {
    reportUnknown(file, id, 'leadFigure')
    return null
  }
  if (!hasExpired(picture, today)) return picture
  reportExpired(file, picture, 'leadFigure', 'the page has no lead picture')
  return null
}

function hasExpired({rightsExpire}: FigureUse, today: string): boolean {
  return rightsExpire !== undefined && rightsExpire < today
}

function toParagraphs({alt, caption}: FigureUse): Paragraph[] {
  return [alt, caption].flatMap((value): Paragraph[] =>
    value ? [{type: 'paragraph', children: [{type: 'text', value}]}] : [],
  )
}

function reportExpired(
  file: VFile,
  {id, rightsExpire}: FigureUse,
  path: string,
  instead: string,
): void {
  report(file, {
    ruleId: 'rights-expired',
    severity: 'warning',
    reason: `The rights to \`${id}\` ended on ${rightsExpire}; ${instead}`,
    path,
  })
}

function reportUnknown(file: VFile, id: string, path: string): void {
  report(file, {
    ruleId: 'figure-unknown',
    severity: 'fatal',
    reason: `No figure with an image has the id \`${id}\`; use one that exists`,
    path,
  })
}
