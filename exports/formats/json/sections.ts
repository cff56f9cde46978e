import type {Element, Root} from 'hast'
import {toHtml} from 'hast-util-to-html'
import type {RootContent} from 'mdast'
import {visit} from 'unist-util-visit'

import {toPlainText} from '#pipeline'
import type {Composition} from '#pipeline'

import {toBlock} from './blocks.ts'
import type {JsonOptions} from './options.ts'
import {readyHtml} from './ready-html.ts'

type Section = Extract<RootContent, {type: 'section'}>

/**
 * Describe the sections: their blocks, ready HTML and plain text, and the sections in them.
 *
 * HTML and text are whole: they have the heading and the nested sections, too.
 */
export function toSections(composition: Composition, options: JsonOptions): object[] {
  const ready = sectionElements(readyHtml(composition, options))
  const plain = sectionElements(composition.hast)
  return composition.tree.children.map((node) => {
    if (node.type !== 'section') throw new TypeError(`A ${node.type} is outside all sections`)
    return toSection(node, ready, plain)
  })
}

function sectionElements(hast: Root): Map<string, Element> {
  const elements = new Map<string, Element>()
  visit(hast, 'element', (element) => {
    if (element.tagName === 'section') elements.set(String(element.properties['id']), element)
  })
  return elements
}

function toSection(
  section: Section,
  ready: ReadonlyMap<string, Element>,
  plain: ReadonlyMap<string, Element>,
): object {
  const id = section.id ?? ''
  const [html, text] = [ready.get(id), plain.get(id)]
  if (!html || !text) throw new TypeError(`The page has no section \`${id}\``)
  const inside = section.children.filter((node) => node.type !== 'heading')
  return {
    id,
    heading: section.title,
    aspect: section.aspect,
    blocks: inside.filter((node) => node.type !== 'section').map((node) => toBlock(node)),
    html: toHtml(html),
    text: toPlainText(text),
    sections: inside
      .filter((node) => node.type === 'section')
      .map((node) => toSection(node, ready, plain)),
  }
}
