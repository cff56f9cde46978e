import {XmlCdata, XmlElement, XmlText, type XmlNode} from '@rgrove/parse-xml'

import {isInertCss, isInertReference, svgAttributes, svgElements} from './svg-policy.ts'
import {parseSvg} from './parse-svg.ts'

/**
 * Write an SVG anew with nothing in it that could run, load or look like something else.
 *
 * Elements and attributes that are not on the list are left out with all that they hold. The same
 * bytes give the same text.
 *
 * @throws {LakeError} as `parseSvg`.
 */
export function sanitiseSvg(bytes: Uint8Array): Uint8Array {
  const root = parseSvg(bytes)
  return new TextEncoder().encode(`${toXml(root, true)}\n`)
}

function toXml(element: XmlElement, isRoot = false): string {
  const attributes = Object.entries(element.attributes).flatMap(([name, value]) =>
    attributeOf(element.name, name, value),
  )
  if (isRoot) {
    attributes.unshift(
      'xmlns="http://www.w3.org/2000/svg"',
      'xmlns:xlink="http://www.w3.org/1999/xlink"',
    )
  }
  const start = [element.name, ...attributes].join(' ')
  const inside = element.name === 'style' ? styleOf(element) : childrenOf(element)
  return inside === '' ? `<${start}/>` : `<${start}>${inside}</${element.name}>`
}

function childrenOf(element: XmlElement): string {
  return element.children
    .map((child) => {
      if (child instanceof XmlElement) return svgElements.has(child.name) ? toXml(child) : ''
      return escaped(textOf(child))
    })
    .join('')
}

function styleOf(element: XmlElement): string {
  const css = element.children.map(textOf).join('')
  return isInertCss(css) ? escaped(css) : ''
}

function textOf(node: XmlNode): string {
  return node instanceof XmlText || node instanceof XmlCdata ? node.text : ''
}

function attributeOf(element: string, name: string, value: string): string[] {
  const isReference = name === 'href' || name === 'xlink:href'
  const isKept = isReference
    ? isInertReference(element, value)
    : /^(?:aria-[a-z]+|id|class|lang)$/.test(name) || (svgAttributes.has(name) && isInertCss(value))
  return isKept ? [`${name}="${escaped(value)}"`] : []
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[\t\n\r]/g, (space) => (space === '\n' ? '\n' : `&#${space.codePointAt(0)};`))
}
