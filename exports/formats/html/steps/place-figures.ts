import type {Element, Nodes} from 'hast'
import {h} from 'hastscript'
import {SKIP, visit} from 'unist-util-visit'

import type {FigureUse} from '#pipeline'

import type {View} from '../view.ts'

/** An image of the body that the composition does not list: its rights and digest are unknown. */
export class FigureUnknownError extends Error {
  readonly code = 'figure-unknown'

  readonly path: string

  constructor(path: string) {
    super(`The body shows \`${path}\`, which is no figure of the composition`)
    this.name = 'FigureUnknownError'
    this.path = path
  }
}

/**
 * Point images to where their files are, and leave out those that may not go there.
 *
 * An image goes on the page with the right `own-site`, into the fragment with `syndication`; its
 * text alternative, caption and credit stay. One without the right `print` is marked.
 *
 * @param tree
 *   Changed in place.
 * @throws `FigureUnknownError`
 */
export function placeFigures(tree: Nodes, view: View): void {
  const figures = listFigures(view)
  visit(tree, 'element', (node, index, parent) => {
    if (node.tagName !== 'img' || !parent || index === undefined) return undefined
    const path = String(node.properties['src'])
    const uses = figures.filter((figure) => figure.asset.path === path)
    if (uses.length === 0) throw new FigureUnknownError(path)
    if (!uses.every((figure) => mayShow(figure, view))) {
      parent.children[index] = toTextAlternative(String(node.properties['alt'] ?? ''), view)
      return SKIP
    }
    node.properties['src'] = view.assetBase + path
    if (!uses.every((figure) => figure.uses.includes('print'))) addClass(node, 'no-print')
    return undefined
  })
}

/** List every figure of a composition, the lead one first. */
export function listFigures({composition}: View): FigureUse[] {
  const {leadFigure, figures} = composition
  return [...(leadFigure ? [leadFigure] : []), ...Object.values(figures)]
}

/** Whether a figure's rights let it be where this view goes. */
export function mayShow(figure: FigureUse, view: View): boolean {
  return figure.uses.includes(view.target === 'page' ? 'own-site' : 'syndication')
}

function toTextAlternative(alt: string, {labels}: View): Element {
  return h('p', {className: ['figure-withheld']}, `${labels.imageWithheld} ${alt}`)
}

function addClass(node: Element, name: string): void {
  const {className} = node.properties
  node.properties['className'] = [...(Array.isArray(className) ? className : []), name]
}
