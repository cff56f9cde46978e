import type {Element, ElementContent} from 'xast'
import {x} from 'xastscript'

/** Make an element with text, or nothing where there is none. */
export function textElement(
  name: string,
  value: string | null | undefined,
  attributes: Record<string, string> = {},
): Element[] {
  return value ? [x(name, attributes, value)] : []
}

/** Make an element around children, or nothing where there are none. */
export function wrapper(
  name: string,
  attributes: Record<string, string | undefined>,
  children: ElementContent[],
): Element[] {
  return children.length > 0 ? [x(name, attributes, children)] : []
}

/** Make a paragraph with text. */
export function paragraph(value: string): Element {
  return x('p', value)
}
