import {parseXml, type XmlElement} from '@rgrove/parse-xml'

import {assetFault} from './asset-fault.ts'

const svgNamespace = 'http://www.w3.org/2000/svg'

/** Deepest nesting: a parser that recurses must not overflow on what is let in. */
const mostLevels = 200

/**
 * Parse an SVG.
 *
 * @throws {LakeError} `svg-malformed` for what is no well-formed SVG in UTF-8, declares entities or
 *   is nested too deep.
 */
export function parseSvg(bytes: Uint8Array): XmlElement {
  const text = decode(bytes)
  if (/<!ENTITY/i.test(text)) throw malformed('it declares entities')
  refuseDepth(text)
  let root: XmlElement | null
  try {
    root = parseXml(text).root
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)
    throw malformed(reason, cause)
  }
  if (root?.name !== 'svg' || (root.attributes['xmlns'] ?? svgNamespace) !== svgNamespace) {
    throw malformed('its root element is not `svg`')
  }
  return root
}

/**
 * Measure an SVG, in pixels.
 *
 * @throws {LakeError} `svg-malformed` for one without a size.
 */
export function sizeOfSvg(root: XmlElement): {width: number; height: number} {
  const box = /^\s*\S+[\s,]+\S+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*$/.exec(
    root.attributes['viewBox'] ?? '',
  )
  const width = Math.round(pixels(root.attributes['width']) ?? Number(box?.[1]))
  const height = Math.round(pixels(root.attributes['height']) ?? Number(box?.[2]))
  if (width > 0 && height > 0) return {width, height}
  throw malformed('it needs `width` and `height` in pixels, or a `viewBox`')
}

function pixels(length: string | undefined): number | null {
  const match = /^\s*([\d.]+)(?:px)?\s*$/.exec(length ?? '')
  return match ? Number(match[1]) : null
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes)
  } catch (cause) {
    throw malformed('it is not UTF-8', cause)
  }
}

/** Count levels before the parser, which recurses, sees the text. */
function refuseDepth(text: string): void {
  let level = 0
  for (const [tag] of text.matchAll(
    /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\/?[A-Za-z][^<]*?>/g,
  )) {
    if (tag.startsWith('<!') || tag.endsWith('/>')) continue
    level += tag.startsWith('</') ? -1 : 1
    if (level > mostLevels) throw malformed(`it is nested more than ${mostLevels} levels deep`)
  }
}

function malformed(reason: string, cause?: unknown) {
  return assetFault(400, 'svg-malformed', `The SVG cannot be taken: ${reason}`, cause)
}
