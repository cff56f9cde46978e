import {getDocument, type PDFDocumentProxy} from 'unpdf/pdfjs'

/** A tagged piece of a PDF: pdf.js reads it, which is not our code. */
export interface Tagged {
  /** Standard structure type, such as `P`, `H1`, `Figure`. */
  role: string
  page: number
  /** Words in it, those of the pieces inside too. */
  text: string
  alt?: string
  lang?: string
  children: Tagged[]
}

interface StructNode {
  role?: string
  type?: string
  id?: string
  alt?: string
  lang?: string
  children?: StructNode[]
}

/** What a reader's program finds in a PDF. */
export interface PdfReading {
  pages: Tagged[]
  document: PDFDocumentProxy
}

/** Read a PDF as assistive technology would: by its tags, in their order. */
export async function readPdf(bytes: Uint8Array): Promise<PdfReading> {
  // pdf.js takes the bytes for itself.
  const document = await getDocument({data: bytes.slice(), verbosity: 0}).promise
  const pages: Tagged[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const {items} = await page.getTextContent({includeMarkedContent: true})
    const texts = textsById(items)
    const root = (await page.getStructTree()) as StructNode | null
    pages.push(toTagged(root ?? {}, texts, number))
  }
  return {document, pages}
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

function toTagged(node: StructNode, texts: ReadonlyMap<string, string>, page: number): Tagged {
  const parts = (node.children ?? []).map((child) =>
    child.type === undefined
      ? toTagged(child, texts, page)
      : (texts.get(child.type === 'content' ? (child.id ?? '') : '') ?? ''),
  )
  return {
    role: node.role ?? 'Root',
    page,
    text: squash(parts.map((part) => (typeof part === 'string' ? part : part.text)).join('')),
    ...(node.alt !== undefined && {alt: node.alt}),
    ...(node.lang !== undefined && {lang: node.lang}),
    children: parts.filter((part) => typeof part !== 'string'),
  }
}

/** A line's end stands for a space; a break without a sign (U+200B) for nothing. */
function squash(text: string): string {
  return text.replaceAll('\u200B', '').replaceAll(/\s+/g, ' ')
}

/** List every piece of a role, in reading order. */
export function listRole(pages: readonly Tagged[], role: RegExp): Tagged[] {
  return pages.flatMap((node) => [
    ...(role.test(node.role) ? [node] : []),
    ...listRole(node.children, role),
  ])
}
