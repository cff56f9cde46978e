import {promisify} from 'node:util'
import {brotliCompress, constants, gzip} from 'node:zlib'

/** How an answer may be compressed. */
export type Coding = 'br' | 'gzip'

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

/** Below this, what is saved is not worth the time. */
const fewestBytes = 1024

/** Media types that shrink: text of any kind. */
export function isCompressible(mediaType: string): boolean {
  return /^(text\/|image\/svg\+xml|application\/([^;]*\+)?(json|xml)\b|application\/x-(ndjson|indesign)\b)/.test(
    mediaType,
  )
}

/** Compress; null where that does not make it smaller by a tenth. */
export async function compress(
  bytes: Uint8Array<ArrayBuffer>,
  coding: Coding,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (bytes.length < fewestBytes) return null
  const coded =
    coding === 'br'
      ? await toBrotli(bytes, {
          params: {
            [constants.BROTLI_PARAM_QUALITY]: 5,
            [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
          },
        })
      : await toGzip(bytes, {level: 6})
  return coded.length < bytes.length * 0.9 ? new Uint8Array(coded) : null
}
