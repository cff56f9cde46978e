import type {Element, ElementContent} from 'hast'
import type {ListItem, PhrasingContent, RootContent} from 'mdast'

import {webUrl} from '../../web-url.ts'
import {withoutDirectives} from './directive.ts'

const inline = new Set('a b br code em i span strong sub sup time'.split(' '))

/**
 * Turn the parts that Marrow writes (banners, byline, sources) into Markdown's own blocks.
 *
 * Headings are strong: the article's own headings are its sections alone. Links within the page,
 * and the numbers that lead back from a source, are left out.
 */
export function fromHast(element: Element): RootContent[] {
  if (hasClass(element, 'back-links')) return []
  switch (element.tagName) {
    case 'ul':
    case 'ol':
      return [toList(element)]
    case 'h2':
    case 'dt':
    case 'summary':
      return toParagraph([{type: 'strong', children: phrasing(element)}])
    case 'p':
    case 'figcaption':
    case 'dd':
      return toParagraph(phrasing(element))
    default:
      return fromChildren(element.children)
  }
}

function fromChildren(children: readonly ElementContent[]): RootContent[] {
  const nodes: RootContent[] = []
  let run: PhrasingContent[] = []
  const endRun = () => {
    nodes.push(...toParagraph(run))
    run = []
  }
  for (const child of children) {
    if (child.type === 'element' && !inline.has(child.tagName)) {
      endRun()
      nodes.push(...fromHast(child))
    } else run.push(...toPhrasing(child))
  }
  endRun()
  return nodes
}

function toList(list: Element): RootContent {
  const children = list.children.flatMap((item): ListItem[] => {
    if (item.type !== 'element') return []
    const blocks = fromChildren(item.children) as ListItem['children']
    return [{type: 'listItem', spread: false, children: blocks}]
  })
  return {type: 'list', ordered: list.tagName === 'ol', spread: false, children}
}

function toParagraph(children: PhrasingContent[]): RootContent[] {
  const hasText = children.some((child) => child.type !== 'text' || child.value.trim() !== '')
  return hasText ? [{type: 'paragraph', children}] : []
}

function phrasing({children}: Element): PhrasingContent[] {
  return children.flatMap((child) => toPhrasing(child))
}

function toPhrasing(node: ElementContent): PhrasingContent[] {
  if (node.type === 'text') return [{type: 'text', value: withoutDirectives(node.value)}]
  if (node.type !== 'element') return []
  const children = phrasing(node)
  switch (node.tagName) {
    case 'br':
      return [{type: 'break'}]
    case 'b':
    case 'strong':
      return [{type: 'strong', children}]
    case 'em':
    case 'i':
      return [{type: 'emphasis', children}]
    case 'a':
      return toLink(node, children)
    default:
      // Words that stand in elements of their own beside each other, such as a name and a role.
      return node.tagName === 'span' && hasClass(node, 'affiliation', 'expert-role')
        ? [{type: 'text', value: ', '}, ...children]
        : children
  }
}

function toLink(node: Element, children: PhrasingContent[]): PhrasingContent[] {
  const href = String(node.properties['href'] ?? '')
  const isLink = webUrl(href) !== null || ('dataArticle' in node.properties && href !== '')
  return isLink ? [{type: 'link', url: href, children}] : children
}

function hasClass({properties: {className}}: Element, ...names: string[]): boolean {
  return Array.isArray(className) && names.some((name) => className.includes(name))
}
