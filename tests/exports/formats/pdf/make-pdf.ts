import {exporters, type World} from '#exports'
import type {Composition} from '#pipeline'

import {makeTypesetter} from '../../../../cli/export/typst-world.ts'
import {fixtureWorld, richComposition} from '../../fixtures/composition.ts'

/** One for all: it keeps its fonts. */
export const typesetter = makeTypesetter()

/** The world of the fixtures, with a typesetter. */
export const printWorld: World = {...fixtureWorld, ...typesetter}

/** Export the rich composition, changed, as PDF. */
export async function makePdf(
  changes: Partial<Composition> = {},
  options: object = {},
): Promise<Uint8Array> {
  const pdf = exporters.find(({name}) => name === 'pdf')!
  const artifacts = await pdf.export(
    richComposition(changes),
    {...pdf.defaults, ...options},
    printWorld,
  )
  return artifacts[0]!.bytes
}
