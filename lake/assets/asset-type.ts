/** What the bytes of an asset are. */
export interface AssetType {
  extension: string
  mimeType: string
  isImage: boolean
}

const image = (extension: string, mimeType: string): AssetType => ({
  extension,
  mimeType,
  isImage: true,
})
const file = (extension: string, mimeType: string): AssetType => ({
  extension,
  mimeType,
  isImage: false,
})

const signatures: readonly [type: AssetType, matches: (bytes: Uint8Array) => boolean][] = [
  [image('png', 'image/png'), (bytes) => latin(bytes, 0, 8) === '\u0089PNG\r\n\u001A\n'],
  [image('jpg', 'image/jpeg'), (bytes) => latin(bytes, 0, 3) === '\u00FF\u00D8\u00FF'],
  [image('gif', 'image/gif'), (bytes) => /^GIF8[79]a$/.test(latin(bytes, 0, 6))],
  [
    image('webp', 'image/webp'),
    (bytes) => latin(bytes, 0, 4) === 'RIFF' && latin(bytes, 8, 12) === 'WEBP',
  ],
  [file('pdf', 'application/pdf'), (bytes) => latin(bytes, 0, 5) === '%PDF-'],
  [file('zip', 'application/zip'), (bytes) => latin(bytes, 0, 4) === 'PK\u0003\u0004'],
  [file('mp4', 'video/mp4'), (bytes) => latin(bytes, 4, 8) === 'ftyp'],
  [file('mp3', 'audio/mpeg'), (bytes) => latin(bytes, 0, 3) === 'ID3'],
  [file('gz', 'application/gzip'), (bytes) => latin(bytes, 0, 2) === '\u001F\u008B'],
]

/** Extensions that name a format inside a zip, or a kind of text. */
const zipped = new Set(['docx', 'epub', 'odt', 'pptx', 'xlsx', 'zip'])
const texts = new Set(['bib', 'csv', 'json', 'md', 'ndjson', 'ris', 'srt', 'txt', 'vtt', 'xml'])

/**
 * Decide what an asset is by its first bytes; the name and the `Content-Type` prove nothing.
 *
 * The name only tells apart what no byte does: kinds of text, and of zip. Extensions that end in a
 * digit or are unknown are not taken from it: `@sanity/export` could not name them.
 *
 * @param head At least the first 4 kB, or all.
 * @param name File name as the client gave it.
 */
export function assetTypeOf(head: Uint8Array, name: string): AssetType {
  const named = /\.([A-Za-z]{1,6})$/.exec(name)?.[1]?.toLowerCase() ?? ''
  const found = signatures.find(([, matches]) => matches(head))?.[0]
  if (found?.extension === 'zip' && zipped.has(named)) return {...found, extension: named}
  if (found) return found
  if (looksLikeSvg(head)) return image('svg', 'image/svg+xml')
  if (isText(head)) return file(texts.has(named) ? named : 'txt', 'text/plain; charset=utf-8')
  return file('bin', 'application/octet-stream')
}

/** Is it XML whose first element is `svg`? Whether it is a good one, parsing tells. */
function looksLikeSvg(head: Uint8Array): boolean {
  const text = new TextDecoder().decode(head.subarray(0, 4096))
  const start = text.replace(
    /^\uFEFF?\s*(?:<\?[^>]*>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^>[]*(?:\[[\s\S]*?\]\s*)?>\s*)*/i,
    '',
  )
  return /^<svg[\s>/]/.test(start)
}

function isText(head: Uint8Array): boolean {
  if (head.subarray(0, 4096).includes(0)) return false
  try {
    // A character that the cut went through is no fault: that is what `stream` is for.
    new TextDecoder('utf-8', {fatal: true}).decode(head.subarray(0, 4096), {stream: true})
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

function latin(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.subarray(start, end)).toString('latin1')
}
