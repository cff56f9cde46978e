import {
  pdfExporter,
  pressPdfExporter,
  toPdf,
  type PdfOptions,
  type PressPdfOptions,
  type World,
} from '#exports'
import type {Composition} from '#pipeline'

import {makePrinting} from '../../../../cli/export/printing.ts'
import {fixtureWorld, richComposition} from '../../fixtures/composition.ts'

/** One for all: it keeps its fonts. */
export const typesetter = makePrinting()

/** The world of the fixtures, with a typesetter. */
export const printWorld: World = {...fixtureWorld, ...typesetter}

/** Export the rich composition, changed, as PDF. */
export async function makePdf(
  changes: Partial<Composition> = {},
  options: Partial<PdfOptions> = {},
): Promise<Uint8Array> {
  return toPdf(richComposition(changes), {...pdfExporter.defaults, ...options}, printWorld)
}

/** The same for a press. */
export async function makePressPdf(
  changes: Partial<Composition> = {},
  options: Partial<PressPdfOptions> = {},
): Promise<Uint8Array> {
  const all = {...pressPdfExporter.defaults, ...options}
  const [artifact] = await pressPdfExporter.export(richComposition(changes), all, printWorld)
  return artifact!.bytes
}
