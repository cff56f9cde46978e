import {parseXml, type XmlElement} from '@rgrove/parse-xml'

import {assetFault} from './asset-fault.ts'

const svgNamespace = 'http://www.w3.org/2000/svg'

/** Deepest nesting: a parser that recurses must not overflow on what is let in. */
const mostLevels = 200
const mostTags = 50_000
const mostAttributes = 1000

/** What is no tag, by its start and end. */
const ends = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
] as const

/**
 * Parse an SVG.
 *
 * @throws {LakeError} `svg-malformed` for what is no well-formed SVG in UTF-8, declares entities or
 *   is nested too deep.
 */
export function parseSvg(bytes: Uint8Array): XmlElement {
  const text = decode(bytes)
  if (/<!ENTITY/i.test(text)) throw malformed('it declares entities')
  refuseCostly(text)
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

/**
 * Count elements, attributes and levels before the parser sees the text: it recurses, and takes a
 * time that grows with their square. This takes linear time, whatever the text.
 */
function refuseCostly(text: string): void {
  let level = 0
  let elements = 0
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at)) {
    const special = ends.find(([start]) => text.startsWith(start, at))
    const end = special ? text.indexOf(special[1], at) : endOfTag(text, at)
    if (end === -1) throw malformed('something in it does not end')
    const tag = special ? '' : text.slice(at, end + 1)
    at = end + 1
    if (!/^<\/?[A-Za-z_]/.test(tag)) continue
    elements += 1
    if (elements > mostTags) throw malformed(`it has more than ${mostTags} tags`)
    if (tag.split('=', mostAttributes + 2).length > mostAttributes + 1) {
      throw malformed(`an element has more than ${mostAttributes} attributes`)
    }
    if (tag.endsWith('/>')) continue
    level += tag.startsWith('</') ? -1 : 1
    if (level > mostLevels) throw malformed(`it is nested more than ${mostLevels} levels deep`)
  }
}

/** Where a tag ends: what is in quotes may hold a `>`. */
function endOfTag(text: string, start: number): number {
  for (let at = start; at < text.length; at += 1) {
    const unit = text[at]
    if (unit === '>') return at
    if (unit !== '"' && unit !== "'") continue
    at = text.indexOf(unit, at + 1)
    if (at === -1) return -1
  }
  return -1
}

function malformed(reason: string, cause?: unknown) {
  return assetFault(400, 'svg-malformed', `The SVG cannot be taken: ${reason}`, cause)
}
