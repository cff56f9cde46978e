import {strFromU8, strToU8, unzipSync} from 'fflate'

import type {Approval} from '#pipeline'
import {compareText} from '#schemas'

import {storeFiles} from '../../zip/store-files.ts'

/** No date is known of what nobody signed. */
const unknownTime = '1980-01-01T12:00:00Z'

/**
 * Take clock and chance out of a document that `docx` packed: times come from the approval, made-up
 * ids are numbered, entries are stored in a fixed order. What XML cannot hold, and `docx` lets
 * through, becomes U+FFFD: Word opens no document that has it.
 */
export function settle(packed: Uint8Array, approval: Approval | null): Uint8Array {
  const files = new Map<string, Uint8Array>(Object.entries(unzipSync(packed)))
  for (const [path, packedBytes] of files) {
    const bytes = /\.(?:rels|xml)$/.test(path) ? legal(packedBytes) : packedBytes
    files.set(path, bytes)
    if (path.endsWith('.rels')) settleRelations(files, path)
    else if (path === 'docProps/core.xml') {
      files.set(path, strToU8(settleTimes(strFromU8(bytes), approval)))
    }
  }
  const body = files.get('word/document.xml')
  if (body) files.set('word/document.xml', strToU8(settleIds(strFromU8(body))))
  const first = '[Content_Types].xml'
  const paths = [...files.keys()].filter((path) => path !== first).toSorted(compareText)
  return storeFiles([first, ...paths].map((path) => [path, files.get(path)!]))
}

function legal(bytes: Uint8Array): Uint8Array {
  const text = strFromU8(bytes)
  const changed = text.replaceAll(/[\uFFFE\uFFFF]/g, '\uFFFD')
  return changed === text ? bytes : strToU8(changed)
}

/** Number the relations of a part in the order in which it states them. */
function settleRelations(files: Map<string, Uint8Array>, path: string): void {
  const part = path.replace('_rels/', '').replace(/\.rels$/, '')
  const relations = strFromU8(files.get(path)!)
  const names = new Map<string, string>()
  for (const [, id] of relations.matchAll(/\sId="([^"]+)"/g)) {
    names.set(id!, `rId${names.size + 1}`)
  }
  const rename = (all: string, before: string, id: string) =>
    names.has(id) ? `${before}="${names.get(id)!}"` : all
  files.set(path, strToU8(relations.replaceAll(/(\sId)="([^"]+)"/g, rename)))
  const text = files.get(part)
  if (!text) return
  const renamed = strFromU8(text).replaceAll(/(\sr:(?:id|embed|link))="([^"]+)"/g, rename)
  files.set(part, strToU8(renamed))
}

function settleTimes(xml: string, approval: Approval | null): string {
  const created = setTime(xml, 'created', approval?.sealedAt)
  return setTime(created, 'modified', approval?.lastReviewed)
}

function setTime(xml: string, name: string, time = unknownTime): string {
  const whole = time.replace(/\.\d+Z$/, 'Z')
  return xml.replace(new RegExp(`(<dcterms:${name}[^>]*>)[^<]*`), `$1${whole}`)
}

/** Number bookmarks in their order: `docx` counts on from document to document. */
function settleIds(xml: string): string {
  const numbers = new Map<string, number>()
  return xml.replaceAll(/(<w:bookmark(?:Start|End)\b[^>]*?\sw:id)="(\d+)"/g, (_, before, id) => {
    const number = numbers.get(id as string) ?? numbers.size + 1
    numbers.set(id as string, number)
    return `${String(before)}="${number}"`
  })
}
