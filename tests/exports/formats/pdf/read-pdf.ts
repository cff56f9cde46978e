import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRef,
  PDFString,
  type PDFObject,
} from '@cantoo/pdf-lib'
import {getDocument, type PDFDocumentProxy} from 'unpdf/pdfjs'

/** A tagged piece of a PDF. */
export interface Tagged {
  /** Standard structure type, such as `P`, `H1`, `Figure`. */
  role: string
  /** Pages that it is on, from 1. */
  pages: Set<number>
  /** Words in it, those of the pieces inside too. */
  text: string
  alt?: string
  lang?: string
  /** Words and the pieces inside, in their order. */
  parts: Array<string | Tagged>
}

/** What a reader's program finds in a PDF. */
export interface PdfReading {
  /** The whole by its tags, in the order in which assistive technology says it. */
  root: Tagged
  /** As pdf.js reads it, which is not our code. */
  document: PDFDocumentProxy
  /** The objects of the file. */
  file: PDFDocument
}

/** Read a PDF by its tags: pdf.js gives the words of each marked piece. */
export async function readPdf(bytes: Uint8Array): Promise<PdfReading> {
  // pdf.js takes the bytes for itself.
  const document = await getDocument({data: bytes.slice(), verbosity: 0}).promise
  const file = await PDFDocument.load(bytes, {updateMetadata: false})
  const pages = new Map(file.getPages().map(({ref}, index) => [ref.toString(), index + 1]))
  const texts = new Map<string, string>()
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const {items} = await page.getTextContent({
      includeMarkedContent: true,
      disableNormalization: true,
    })
    for (const [id, text] of textsById(items)) texts.set(id, text)
  }
  const root = file.catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict)
  return {document, file, root: toTagged(root, null, {file, pages, texts})}
}

interface Item {
  type?: string
  id?: string | null
  str?: string
  hasEOL?: boolean
}

/** Text of each marked piece; what is in no piece with an id is decoration. */
function textsById(items: Item[]): Map<string, string> {
  const texts = new Map<string, string>()
  const open: Array<string | null> = []
  for (const {type, id, str, hasEOL} of items) {
    if (type === 'beginMarkedContent' || type === 'beginMarkedContentProps') open.push(id ?? null)
    else if (type === 'endMarkedContent') open.pop()
    else {
      const inside = open.findLast((piece) => piece !== null)
      if (inside) texts.set(inside, (texts.get(inside) ?? '') + str + (hasEOL ? '\n' : ''))
    }
  }
  return texts
}

interface Sources {
  file: PDFDocument
  /** Number of a page by its reference. */
  pages: ReadonlyMap<string, number>
  texts: ReadonlyMap<string, string>
}

/** Walk an element of the structure tree; see ISO 32000-1, 14.7.2. */
function toTagged(element: PDFDict, around: PDFRef | null, sources: Sources): Tagged {
  const own = element.get(PDFName.of('Pg'))
  const page = own instanceof PDFRef ? own : around
  const kids = element.lookup(PDFName.of('K'))
  const list = kids instanceof PDFArray ? kids.asArray() : kids ? [kids] : []
  const parts = list.map((kid) => toPart(kid, page, sources))
  const role = element.lookup(PDFName.of('S'))
  const [alt, lang] = ['Alt', 'Lang'].map((key) => wordsOf(element.lookup(PDFName.of(key))))
  return {
    role: role instanceof PDFName ? role.decodeText() : 'Root',
    pages: new Set(parts.flatMap((part) => [...part.pages])),
    text: squash(parts.map(({text}) => text).join('')),
    ...(alt !== undefined && {alt}),
    ...(lang !== undefined && {lang}),
    parts: parts.map((part) => ('role' in part ? part : squash(part.text))),
  }
}

type Part = Tagged | {text: string; pages: Set<number>}

function toPart(kid: PDFObject, page: PDFRef | null, sources: Sources): Part {
  const object = kid instanceof PDFRef ? sources.file.context.lookup(kid) : kid
  if (object instanceof PDFNumber) return piece(page, object.asNumber(), sources)
  if (!(object instanceof PDFDict)) return {text: '', pages: new Set()}
  const id = object.lookup(PDFName.of('MCID'))
  if (id instanceof PDFNumber) {
    const own = object.get(PDFName.of('Pg'))
    return piece(own instanceof PDFRef ? own : page, id.asNumber(), sources)
  }
  return object.has(PDFName.of('S'))
    ? toTagged(object, page, sources)
    : {text: '', pages: new Set()}
}

function piece(page: PDFRef | null, id: number, {pages, texts}: Sources): Part {
  const number = pages.get(String(page)) ?? 0
  return {text: texts.get(`p${page?.objectNumber}R_mc${id}`) ?? '', pages: new Set([number])}
}

function wordsOf(value: PDFObject | undefined): string | undefined {
  return value instanceof PDFString || value instanceof PDFHexString
    ? value.decodeText()
    : undefined
}

/** A line's end stands for a space; a place to break (U+200B) for nothing. */
function squash(text: string): string {
  return text.replaceAll('\u200B', '').replaceAll(/\s+/g, ' ')
}

/** List every piece of a role, in reading order. */
export function listRole(node: Tagged, role: RegExp): Tagged[] {
  return [
    ...(role.test(node.role) ? [node] : []),
    ...node.parts.flatMap((part) => (typeof part === 'string' ? [] : listRole(part, role))),
  ]
}

/** List the fonts of a file, and whether they are inside. */
export function fontsOf(file: PDFDocument): Array<{name: string; isInside: boolean}> {
  return file.context.enumerateIndirectObjects().flatMap(([, object]) => {
    if (!(object instanceof PDFDict)) return []
    if (object.get(PDFName.of('Type')) !== PDFName.of('FontDescriptor')) return []
    const name = String(object.get(PDFName.of('FontName'))).replace(/^\/(?:[A-Z]{6}\+)?/, '')
    const keys = ['FontFile', 'FontFile2', 'FontFile3']
    return [{name, isInside: keys.some((key) => object.has(PDFName.of(key)))}]
  })
}
