import {parseXml, XmlElement, XmlText} from '@rgrove/parse-xml'

/** Parse a part of a package. */
export function rootOf(bytes: Uint8Array): XmlElement {
  const {root} = parseXml(new TextDecoder().decode(bytes))
  if (!root) throw new Error('The part is empty')
  return root
}

/** Every word below an element, but for what is left out. */
export function wordsOf(node: XmlElement, leaveOut: (element: XmlElement) => boolean): string {
  if (leaveOut(node)) return ''
  return node.children
    .map((child) => {
      if (child instanceof XmlText) return child.text
      return child instanceof XmlElement ? wordsOf(child, leaveOut) : ''
    })
    .join('')
}

/** Every element of a name below an element, in their order. */
export function all(node: XmlElement, name: string): XmlElement[] {
  return node.children.flatMap((child) => {
    if (!(child instanceof XmlElement)) return []
    return [...(child.name === name ? [child] : []), ...all(child, name)]
  })
}
