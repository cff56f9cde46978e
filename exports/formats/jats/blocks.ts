import type {Element as HastElement, ElementContent as HastContent} from 'hast'
import type {Element, ElementContent} from 'xast'
import {x} from 'xastscript'

import {toXmlId} from '../../xml/to-xml-id.ts'
import {toFigure} from './figure.ts'
import {isInline, toInlines} from './inlines.ts'
import type {State} from './state.ts'
import {toTable} from './table.ts'

type Handler = (node: HastElement, state: State) => Element[]

/** What each block of a composed page becomes. */
const handlers: Record<string, Handler> = {
  aside,
  blockquote: (node, state) => toBlocks(node.children, state),
  div: (node, state) => toBlocks(node.children, state),
  figure,
  ol: list,
  p: (node, state) => [x('p', toInlines(node.children, state))],
  section,
  table: (node, state) => [toTable(node, state, toBlocks)],
  ul: list,
}

/**
 * Turn blocks of a composed page into those of JATS; runs of phrasing become paragraphs.
 *
 * @throws `TypeError` for an element that has no handler: nothing is left out in silence.
 */
export function toBlocks(nodes: readonly HastContent[], state: State): Element[] {
  const blocks: Element[] = []
  let run: HastContent[] = []
  const endRun = () => {
    const inlines = toInlines(run, state)
    if (hasWords(inlines)) blocks.push(x('p', inlines))
    run = []
  }
  for (const node of nodes) {
    if (node.type !== 'element' || isInline(node)) {
      run.push(node)
      continue
    }
    endRun()
    const handle = Object.hasOwn(handlers, node.tagName) ? handlers[node.tagName] : undefined
    if (!handle) throw new TypeError(`JATS has nothing for the block \`${node.tagName}\``)
    blocks.push(...handle(node, state))
  }
  endRun()
  return blocks
}

function hasWords(inlines: readonly ElementContent[]): boolean {
  return inlines.some((node) => node.type !== 'text' || node.value.trim() !== '')
}

/** Headings are the titles of their sections. */
function section(node: HastElement, state: State): Element[] {
  const heading = node.children.find(
    (child) => child.type === 'element' && /^h\d$/.test(child.tagName),
  )
  const id = String(node.properties['id'] ?? `sec-${state.next('sec')}`)
  const aspect = node.properties['dataAspect']
  return [
    x('sec', {id: toXmlId(id), 'sec-type': aspect === undefined ? undefined : String(aspect)}, [
      x('title', heading?.type === 'element' ? toInlines(heading.children, state) : []),
      ...toBlocks(
        node.children.filter((child) => child !== heading),
        state,
      ),
    ]),
  ]
}

/** A list that starts elsewhere than at 1 has labels. */
function list(node: HastElement, state: State): Element[] {
  const ordered = node.tagName === 'ol'
  const start = Number(node.properties['start'] ?? 1)
  const items = node.children.filter((child) => child.type === 'element')
  return [
    x(
      'list',
      {'list-type': ordered ? 'order' : 'bullet'},
      items.map((item, index) =>
        x('list-item', [
          ...(ordered && start !== 1 ? [x('label', `${start + index}.`)] : []),
          ...toBlocks(item.children, state),
        ]),
      ),
    ),
  ]
}

/** A callout, or a pointer to another article. */
function aside(node: HastElement, state: State): Element[] {
  const name = classes(node).find((each) => each.startsWith('callout-')) ?? 'related-article'
  const title = node.children.find(
    (child) => child.type === 'element' && classes(child).includes('callout-title'),
  )
  const words =
    title?.type === 'element'
      ? toInlines(title.children, state)
      : name === 'related-article'
        ? [{type: 'text' as const, value: state.labels.readMore}]
        : []
  return [
    x('boxed-text', {'content-type': name.replace('callout-', '')}, [
      ...(words.length > 0 ? [x('caption', [x('title', words)])] : []),
      ...toBlocks(
        node.children.filter((child) => child !== title),
        state,
      ),
    ]),
  ]
}

/** A picture, or a pull quote. */
function figure(node: HastElement, state: State): Element[] {
  const parts = node.children.filter((child) => child.type === 'element')
  const image = parts.find(({tagName}) => tagName === 'img')
  if (!image) return [pullQuote(parts, state)]
  const path = String(image.properties['src'])
  const use = Object.values(state.composition.figures).find(({asset}) => asset.path === path)
  if (!use) throw new TypeError(`The body shows \`${path}\`, which is no figure of the composition`)
  return [toFigure(use, toXmlId(String(node.properties['id'])), state)]
}

function pullQuote(parts: readonly HastElement[], state: State): Element {
  const by = parts.find(({tagName}) => tagName === 'figcaption')
  return x('disp-quote', {'content-type': 'pull-quote'}, [
    ...toBlocks(
      parts.filter((part) => part !== by),
      state,
    ),
    ...(by ? [x('attrib', toInlines(by.children, state))] : []),
  ])
}

function classes({properties: {className}}: HastElement): string[] {
  return Array.isArray(className) ? className.map(String) : []
}
