import type {Element, ElementContent, Nodes} from 'hast'
import {h} from 'hastscript'
import {SKIP, visit} from 'unist-util-visit'

import type {FigureUse} from '#pipeline'

import {listFigures, mayShow} from '../../figure-rights.ts'
import {say} from '../own-words.ts'
import {webUrl} from '../../web-url.ts'
import {rightFor} from '../view.ts'
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
 * Point images to where their files are, name their licences, and leave out those that may not go
 * there.
 *
 * An image goes on the page with the right `own-site`, into the fragment with `syndication`, on
 * paper with `print`; else its text alternative stands there. Caption and credit stay.
 *
 * @param tree
 *   Changed in place.
 * @throws `FigureUnknownError`
 */
export function placeFigures(tree: Nodes, view: View): void {
  const figures = listFigures(view.composition)
  visit(tree, 'element', (node) => {
    if (node.tagName !== 'figure') return undefined
    const index = node.children.findIndex(isImage)
    const image = node.children[index]
    if (image?.type !== 'element') return undefined
    const path = String(image.properties['src'])
    const uses = figures.filter((figure) => figure.asset.path === path)
    if (uses.length === 0) throw new FigureUnknownError(path)
    node.children.splice(index, 1, ...placeImage(image, uses, view))
    nameLicence(node, uses[0])
    return SKIP
  })
}

/** Keep an image, with a stand-in for paper if need be, or put its text in its place. */
function placeImage(image: Element, uses: FigureUse[], view: View): ElementContent[] {
  const words = [say(view.labels.imageWithheld, view), ` ${String(image.properties['alt'] ?? '')}`]
  if (!uses.every((figure) => mayShow(figure, rightFor(view)))) {
    return [h('p', {className: ['figure-withheld']}, words)]
  }
  image.properties['src'] = view.assetBase + String(image.properties['src'])
  if (uses.every((figure) => mayShow(figure, 'print'))) return [image]
  image.properties['className'] = ['no-print']
  return [image, h('p', {className: ['figure-withheld', 'only-print']}, words)]
}

/** Put the licence behind the credit. */
function nameLicence(figure: Element, use: FigureUse | undefined): void {
  visit(figure, 'element', (node) => {
    const {className} = node.properties
    if (!Array.isArray(className) || !className.includes('figure-credit') || !use) return
    const {name, url} = use.licence
    const address = webUrl(url)
    node.children.push(
      {type: 'text', value: ', '},
      address
        ? h('a', {href: address.href, rel: ['license', 'noopener', 'noreferrer']}, name)
        : {type: 'text', value: name},
    )
  })
}

function isImage(node: ElementContent): boolean {
  return node.type === 'element' && node.tagName === 'img'
}
