import {strFromU8, unzipSync} from 'fflate'

import type {Composition} from '#pipeline'

import {epubExporter} from '../../../exports/formats/epub/exporter.ts'
import {fixtureWorld, richComposition} from '../fixtures/composition.ts'

/** Make the book of the rich composition, changed. */
export async function makeBook(changes: Partial<Composition> = {}): Promise<Uint8Array> {
  const composition = richComposition(changes)
  const [book] = await epubExporter.export(composition, epubExporter.defaults, fixtureWorld)
  if (!book) throw new Error('The exporter made no book')
  return book.bytes
}

/** Unpack a book: texts by path. */
export function textsOf(book: Uint8Array): Record<string, string> {
  return Object.fromEntries(
    Object.entries(unzipSync(book)).map(([path, bytes]) => [path, strFromU8(bytes)]),
  )
}
