import {parseXml, XmlElement, XmlText, type XmlNode} from '@rgrove/parse-xml'
import {toXml} from 'xast-util-to-xml'
import type {Element, ElementContent} from 'xast'

import {TypesetError} from './typeset-error.ts'

/** Families of the drawing's words: those of the page. */
const families = "'Source Sans 3', 'Source Serif 4', 'Amiri', 'Noto Sans Hebrew'"

/** A drawing that uses no other fonts than the page. */
export interface OwnDrawing {
  bytes: Uint8Array
  /** Words in it. */
  texts: string[]
}

/**
 * Set a drawing in the fonts of the page: every other would be taken from the machine.
 *
 * Weight, style and size stay.
 *
 * @param bytes
 *   As sealed: `check-svg` let it pass.
 * @throws `TypesetError` `picture-unreadable`.
 */
export function withOwnFonts(bytes: Uint8Array, path: string): OwnDrawing {
  const texts: string[] = []
  let root: XmlElement | null
  try {
    root = parseXml(new TextDecoder('utf-8', {fatal: true}).decode(bytes)).root
  } catch (cause) {
    throw new TypesetError('picture-unreadable', `The drawing ${path} is no SVG; export it again`, {
      cause,
    })
  }
  if (!root) throw new TypesetError('picture-unreadable', `The drawing ${path} is empty`)
  const drawing = toXast(root, texts, 0)
  drawing.attributes['font-family'] = families
  return {bytes: new TextEncoder().encode(toXml(drawing)), texts}
}

function toXast(element: XmlElement, texts: string[], depth: number): Element {
  if (depth > 200) throw new TypesetError('picture-unreadable', 'A drawing is nested too deep')
  const {'font-family': _, style, ...attributes} = element.attributes
  const isWords = element.name === 'text' || element.name === 'tspan' || element.name === 'textPath'
  const children = element.children.flatMap((child): ElementContent[] =>
    toContent(child, element.name, texts, depth, isWords),
  )
  return {
    type: 'element',
    name: element.name,
    attributes: {...attributes, ...(style !== undefined && {style: withoutFamilies(style)})},
    children,
  }
}

function toContent(
  child: XmlNode,
  parent: string,
  texts: string[],
  depth: number,
  isWords: boolean,
): ElementContent[] {
  if (child instanceof XmlElement) return [toXast(child, texts, depth + 1)]
  if (!(child instanceof XmlText)) return []
  if (parent === 'style') return [{type: 'text', value: withoutFamilies(child.text)}]
  if (isWords) texts.push(child.text)
  return [{type: 'text', value: child.text}]
}

/** The shorthand `font` names families, too. */
function withoutFamilies(css: string): string {
  return css.replaceAll(/(^|[;{\s])font(?:-family)?\s*:[^;}]*/gi, '$1')
}
