import type {Element, ElementContent, Properties} from 'hast'

/** Make an element; properties that are undefined are left out. */
export function element(
  tagName: string,
  properties: Record<string, Properties[string]>,
  children: ElementContent[],
): Element {
  const known = Object.entries(properties).filter(([, value]) => value !== undefined)
  return {type: 'element', tagName, properties: Object.fromEntries(known), children}
}

/** Make a text node. */
export function text(value: string): ElementContent {
  return {type: 'text', value}
}
