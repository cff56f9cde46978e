import {parseXml, XmlCdata, XmlElement, XmlText, type XmlNode} from '@rgrove/parse-xml'

import {SealError} from './seal-error.ts'
import {cssFunctions, svgAttributes, svgElements, svgNamespaces} from './svg-policy.ts'

/** More than any figure needs. */
const maxBytes = 5_000_000

/**
 * Refuse an SVG that could run or load anything, and measure it.
 *
 * It must be well-formed XML in UTF-8 without document type, entities or processing instructions,
 * hold only elements and attributes of the allow-list, and refer to nothing but its own parts.
 * Nothing is cleaned: the bytes that were drawn are the bytes that are sealed.
 *
 * @throws `SealError` `svg-malformed`, `svg-unsafe` or `asset-too-large`.
 */
export function checkSvg(bytes: Uint8Array): {width: number; height: number} {
  if (bytes.length > maxBytes) {
    throw new SealError('asset-too-large', `An SVG may have ${maxBytes} bytes at most`)
  }
  const root = parse(bytes)
  if (root.name !== 'svg' || root.attributes['xmlns'] !== svgNamespaces['xmlns']) {
    throw malformed('The root element must be `svg` in the SVG namespace')
  }

  // A list to work off instead of recursion: depth is the author's choice.
  const rest: XmlNode[] = [root]
  for (let node = rest.pop(); node; node = rest.pop()) {
    if (node instanceof XmlElement) {
      checkElement(node)
      rest.push(...node.children)
    } else if (node.type !== 'text' && node.type !== 'cdata' && node.type !== 'comment') {
      throw unsafe(`A ${node.type} is not allowed`)
    }
  }
  return sizeOf(root)
}

function parse(bytes: Uint8Array): XmlElement {
  let text: string
  try {
    text = new TextDecoder('utf-8', {fatal: true}).decode(bytes)
  } catch (cause) {
    throw new SealError('svg-malformed', 'The SVG is not UTF-8', {cause})
  }
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) {
    throw unsafe('A document type or entity is not allowed; remove `<!DOCTYPE …>`')
  }

  try {
    const document = parseXml(text, {preserveComments: true, preserveDocumentType: true})
    const other = document.children.find(
      ({type}) => type !== 'element' && type !== 'comment' && type !== 'text',
    )
    if (other) throw unsafe(`A ${other.type} is not allowed`)
    if (!document.root) throw malformed('The SVG has no root element')
    return document.root
  } catch (cause) {
    if (cause instanceof SealError) throw cause
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)
    throw new SealError('svg-malformed', `The SVG is not well-formed XML: ${reason}`, {cause})
  }
}

function checkElement(element: XmlElement): void {
  if (!svgElements.has(element.name)) throw unsafe(`The element \`${element.name}\` is not allowed`)
  for (const [name, value] of Object.entries(element.attributes)) {
    checkAttribute(element.name, name, value)
  }
  if (element.name === 'style') {
    const css = element.children.map((child) => {
      if (child instanceof XmlText || child instanceof XmlCdata) return child.text
      if (child.type === 'comment') return ''
      throw unsafe(`\`style\` may hold only text`)
    })
    checkCss(css.join(''), '`style`')
  }
}

function checkAttribute(element: string, name: string, value: string): void {
  const place = `\`${name}\` of \`${element}\``
  if (Object.hasOwn(svgNamespaces, name)) {
    if (value !== svgNamespaces[name]) throw unsafe(`${place} declares a foreign namespace`)
    return
  }
  if (name === 'xml:space' || name === 'xml:lang') return
  if (name === 'href' || name === 'xlink:href') {
    if (!/^#[^\s"'<>\\]+$/.test(value)) {
      throw unsafe(`${place} must name a part of the same file, such as \`#a\``)
    }
    return
  }
  if (!svgAttributes.has(name) && !/^aria-[a-z]+$/.test(name)) {
    throw unsafe(`The attribute ${place} is not allowed`)
  }
  if (!/^aria-|^id$|^class$|^lang$/.test(name)) checkCss(value, place)
}

/** Refuse CSS that could load: escapes, imports, and every function that is not on the list. */
function checkCss(css: string, place: string): void {
  if (css.includes('\\')) throw unsafe(`${place} has a CSS escape`)
  const plain = css.replaceAll(/\/\*[\s\S]*?\*\//g, ' ')
  const rule = /@(?!media\b)\S*/i.exec(plain)
  if (rule) throw unsafe(`${place} has \`${rule[0]}\``)
  for (const [, name = ''] of plain.matchAll(/([A-Za-z_-][\w-]*)\(/g)) {
    if (!cssFunctions.has(name) && !cssFunctions.has(name.toLowerCase())) {
      throw unsafe(`${place} has \`${name}(…)\``)
    }
  }
  for (const [, target = ''] of plain.matchAll(/url\(([^)]*)\)?/gi)) {
    if (!/^\s*(["']?)#[\w.:-]+\1\s*$/.test(target)) {
      throw unsafe(`${place} refers to \`${target.trim()}\`, outside the file`)
    }
  }
}

function sizeOf(root: XmlElement): {width: number; height: number} {
  const box = /^\s*\S+[\s,]+\S+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*$/.exec(
    root.attributes['viewBox'] ?? '',
  )
  const width = Math.round(pixels(root.attributes['width']) ?? Number(box?.[1]))
  const height = Math.round(pixels(root.attributes['height']) ?? Number(box?.[2]))
  if (!(width > 0 && height > 0)) {
    throw malformed('The SVG needs `width` and `height` in pixels, or a `viewBox`')
  }
  return {width, height}
}

function pixels(length: string | undefined): number | null {
  const match = /^\s*([\d.]+)(px)?\s*$/.exec(length ?? '')
  return match ? Number(match[1]) : null
}

function unsafe(reason: string): SealError {
  return new SealError('svg-unsafe', `${reason}; export the drawing as plain SVG`)
}

function malformed(message: string): SealError {
  return new SealError('svg-malformed', message)
}
