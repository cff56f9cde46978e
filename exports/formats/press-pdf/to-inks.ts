import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFName,
  PDFNumber,
  PDFRawStream,
  type PDFRef,
  type PDFDocument,
  type PDFObject,
} from '@cantoo/pdf-lib'

import type {PressWorld} from '../../exporter.ts'

/** A colour of a drawing, each part from 0 to 1. */
type Rgb = readonly [number, number, number]

/** Four numbers from 0 to 1, as operands: `0 0 0 1`. */
type Inks = ReadonlyMap<string, readonly number[]>

/** How Typst sets a colour of a drawing: a colour space, then three numbers. */
const setColour = /\/c\d+ (cs|CS)\s+(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (?:scn|SCN)\b/g

/** The same for a grey. */
const setGrey = /\/c\d+ (cs|CS)\s+(-?[\d.]+) (?:scn|SCN)\b/g

const deviceCmyk = PDFName.of('DeviceCMYK')

/**
 * Turn every colour of screens into inks: of drawings, of their gradients, of pictures.
 *
 * A grey becomes black ink alone, so that fine lines and letters need no four plates to meet.
 */
export async function toInks(document: PDFDocument, press: PressWorld): Promise<void> {
  const objects = document.context.enumerateIndirectObjects()
  const contents = objects.flatMap(([ref, object]) =>
    object instanceof PDFRawStream && isContent(object)
      ? [{ref, object, text: textOf(object)}]
      : [],
  )
  const functions = objects.flatMap(([, object]) => gradientSteps(object))
  const colours = [
    ...contents.flatMap(({text}) =>
      [...text.matchAll(setColour)].map(([, , ...rgb]) => toRgb(rgb)),
    ),
    ...functions.flatMap((step) => [rgbOf(step, 'C0'), rgbOf(step, 'C1')]),
  ].filter((colour) => colour !== undefined)
  const inks = await convert(colours, press)

  for (const {ref, object, text} of contents) {
    const changed = rewrite(text, inks)
    if (changed !== text) replaceContent(document, ref, object, changed)
  }
  for (const step of functions) {
    for (const end of ['C0', 'C1']) {
      const ink = inks.get(keyOf(rgbOf(step, end) ?? [0, 0, 0]))
      if (ink) step.set(PDFName.of(end), document.context.obj([...ink]))
    }
  }
  for (const [ref, object] of objects) {
    if (object instanceof PDFRawStream) await convertPicture(document, ref, object, press)
    const dict = object instanceof PDFRawStream ? object.dict : object
    if (dict instanceof PDFDict) replaceSpace(dict)
  }
}

async function convert(colours: readonly Rgb[], press: PressWorld): Promise<Inks> {
  const byKey = new Map(colours.map((colour) => [keyOf(colour), colour]))
  const mixed = [...byKey].filter(([, [r, g, b]]) => r !== g || g !== b)
  const pixels = Uint8Array.from(
    mixed.flatMap(([, rgb]) => rgb.map((part) => Math.round(part * 255))),
  )
  const converted = pixels.length > 0 ? await press.toInks(pixels) : pixels
  const inks = new Map<string, readonly number[]>()
  for (const [key, [grey]] of byKey) inks.set(key, [0, 0, 0, round(1 - grey)])
  for (const [index, [key]] of mixed.entries()) {
    inks.set(
      key,
      Array.from(converted.subarray(index * 4, index * 4 + 4), (ink) => round(ink / 255)),
    )
  }
  return inks
}

function rewrite(text: string, inks: Inks): string {
  return text
    .replaceAll(setColour, (whole, space: string, ...rgb: string[]) => {
      const ink = inks.get(keyOf(toRgb(rgb) ?? [0, 0, 0]))
      return ink ? `${ink.join(' ')} ${space === 'cs' ? 'k' : 'K'}` : whole
    })
    .replaceAll(setGrey, (_, space: string, grey: string) => {
      return `0 0 0 ${round(1 - Number(grey))} ${space === 'cs' ? 'k' : 'K'}`
    })
}

/** Pages, drawings and patterns; fonts, profiles and metadata say what they are. */
function isContent({dict}: PDFRawStream): boolean {
  const names = ['Type', 'Subtype'].map((key) => dict.get(PDFName.of(key)))
  if (names.some((name) => name === PDFName.of('Form') || name === PDFName.of('Pattern')))
    return true
  const others = ['Type', 'Subtype', 'N', 'Length1', 'FunctionType', 'ShadingType']
  return others.every((key) => !dict.has(PDFName.of(key)))
}

function textOf(stream: PDFRawStream): string {
  const bytes = decodePDFRawStream(stream).decode()
  let text = ''
  for (let start = 0; start < bytes.length; start += 0x2000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 0x2000))
  }
  return text
}

/** Content streams are bytes: each character here is one. */
function replaceContent(
  document: PDFDocument,
  ref: PDFRef,
  {dict}: PDFRawStream,
  text: string,
): void {
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0))
  const stream = document.context.flateStream(bytes)
  for (const [key, value] of dict.entries()) {
    if (!['/Length', '/Filter', '/DecodeParms'].includes(key.toString()))
      stream.dict.set(key, value)
  }
  document.context.assign(ref, stream)
}

/** Steps of gradients in colour: functions from one end to the other. */
function gradientSteps(object: PDFObject): PDFDict[] {
  if (!(object instanceof PDFDict)) return []
  const nested = object.lookup(PDFName.of('Functions'))
  const inside = nested instanceof PDFArray ? nested.asArray() : []
  return [object, ...inside].filter(
    (one): one is PDFDict => one instanceof PDFDict && rgbOf(one, 'C0') !== undefined,
  )
}

function rgbOf(step: PDFDict, end: string): Rgb | undefined {
  const parts = step.lookup(PDFName.of(end))
  if (!(parts instanceof PDFArray) || parts.size() !== 3) return undefined
  return toRgb(parts.asArray().map((part) => (part instanceof PDFNumber ? part.asNumber() : 0)))
}

/** Turn the pixels of a picture into inks; photographs come as CMYK already. */
async function convertPicture(
  document: PDFDocument,
  ref: PDFRef,
  stream: PDFRawStream,
  press: PressWorld,
): Promise<void> {
  const {dict} = stream
  if (dict.get(PDFName.of('Subtype')) !== PDFName.of('Image') || !isRgb(dict)) return
  const [width, height] = ['Width', 'Height'].map((key) =>
    dict.lookup(PDFName.of(key), PDFNumber).asNumber(),
  ) as [number, number]
  const decoded = decodePDFRawStream(stream).decode()
  const deep = decoded.length === width * height * 6
  if (!deep && decoded.length !== width * height * 3) {
    throw new TypeError(`A picture of ${width} by ${height} has ${decoded.length} bytes`)
  }
  const pixels = deep ? decoded.filter((_, index) => index % 2 === 0) : decoded
  const image = document.context.flateStream(await press.toInks(Uint8Array.from(pixels)))
  for (const [key, value] of dict.entries()) {
    const name = key.toString()
    if (!['/Length', '/Filter', '/DecodeParms'].includes(name)) image.dict.set(key, value)
  }
  image.dict.set(PDFName.of('BitsPerComponent'), PDFNumber.of(8))
  image.dict.set(PDFName.of('ColorSpace'), deviceCmyk)
  document.context.assign(ref, image)
}

/** Gradients and groups name the space that they are mixed in; greys are black ink. */
function replaceSpace(dict: PDFDict): void {
  const range = dict.lookup(PDFName.of('Range'))
  if (range instanceof PDFArray && range.size() === 6 && dict.has(PDFName.of('FunctionType'))) {
    for (const end of [0, 1]) range.push(PDFNumber.of(end))
  }
  const isImage = dict.get(PDFName.of('Subtype')) === PDFName.of('Image')
  if (isImage && partsOf(dict) === 1) dict.set(PDFName.of('ColorSpace'), PDFName.of('DeviceGray'))
  const isShading = dict.has(PDFName.of('ShadingType'))
  if (isShading && isRgb(dict)) dict.set(PDFName.of('ColorSpace'), deviceCmyk)
  const shading = dict.lookup(PDFName.of('Shading'))
  if (shading instanceof PDFDict) replaceSpace(shading)
  const group = dict.lookup(PDFName.of('Group'))
  if (group instanceof PDFDict && isRgb(group, 'CS')) group.set(PDFName.of('CS'), deviceCmyk)
}

function isRgb(dict: PDFDict, key = 'ColorSpace'): boolean {
  return dict.lookup(PDFName.of(key)) === PDFName.of('DeviceRGB') || partsOf(dict, key) === 3
}

/** How many parts a colour has in a space that a profile defines. */
function partsOf(dict: PDFDict, key = 'ColorSpace'): number | undefined {
  const space = dict.lookup(PDFName.of(key))
  if (!(space instanceof PDFArray) || space.lookup(0) !== PDFName.of('ICCBased')) return undefined
  const profile = space.lookup(1)
  const parts = profile instanceof PDFRawStream ? profile.dict.lookup(PDFName.of('N')) : undefined
  return parts instanceof PDFNumber ? parts.asNumber() : undefined
}

function toRgb(parts: readonly (number | string)[]): Rgb | undefined {
  const [red, green, blue] = parts.slice(0, 3).map((part) => Math.min(1, Math.max(0, Number(part))))
  return red === undefined || green === undefined || blue === undefined
    ? undefined
    : [red, green, blue]
}

function keyOf(colour: Rgb): string {
  return colour.join(' ')
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
