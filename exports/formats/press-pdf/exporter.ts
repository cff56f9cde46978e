import type {Composition} from '#pipeline'

import type {Exporter, PressWorld, World} from '../../exporter.ts'
import {listFigures, mayShow} from '../../figure-rights.ts'
import {readPictures} from '../../read-pictures.ts'
import {largePrintPt, paperSize, type PageSetup} from '../../typeset/page-setup.ts'
import {toDocument} from '../../typeset/to-document.ts'
import {TypesetError} from '../../typeset/typeset-error.ts'
import {finishPress} from './finish-press.ts'
import {defaultPressPdfOptions, type PressPdfOptions} from './options.ts'

/** Room for crop marks outside the bleed. */
const slugMm = 8

/**
 * PDF for a press, built to PDF/X-4: every colour in inks, text in black alone, bleed and crop
 * marks, the printing condition inside.
 *
 * @see docs/press-pdf.md
 */
export const pressPdfExporter: Exporter<PressPdfOptions> = {
  name: 'press-pdf',
  mediaTypes: ['application/pdf'],
  version: '2',
  defaults: defaultPressPdfOptions,
  figures: ['print'],
  async export(composition, options, world) {
    const press = world.press?.(options.profile)
    if (!press || !world.typeset) {
      throw new TypesetError(
        'typesetter-missing',
        'Press PDF is made where Typst and sharp run: by the command line',
      )
    }
    const setup = setupOf(options)
    const typesetBytes = await world.typeset({
      template: 'article',
      data: await toDocument(composition, {
        referenceStyle: options.referenceStyle,
        articleUrl: '',
        target: 'paper',
        setup,
      }),
      pictures: await picturesOf(composition, world, press),
      standard: '1.6',
      gates: [],
    })
    const bytes = await finishPress(typesetBytes, {setup, press})
    return [{path: 'press.pdf', mediaType: 'application/pdf', bytes}]
  },
}

/** @throws `RangeError` for a bleed that no press has. */
function setupOf({bleedMm, cropMarks, largePrint, paper}: PressPdfOptions): PageSetup {
  if (!(bleedMm >= 0 && bleedMm <= 20)) {
    throw new RangeError(`A bleed measures 0 to 20 mm, not ${bleedMm}`)
  }
  return {
    ...paperSize(paper),
    bleedMm,
    slugMm: cropMarks ? slugMm : 0,
    textPt: largePrint ? largePrintPt : 10.2,
    justified: !largePrint,
    cmyk: true,
  }
}

/** Photographs become CMYK here; what has no such form is converted on the page. */
async function picturesOf(
  composition: Composition,
  world: World,
  press: PressWorld,
): Promise<Map<string, Uint8Array>> {
  const figures = listFigures(composition).filter((figure) => mayShow(figure, 'print'))
  const pictures = await readPictures(figures, world)
  const entries = await Promise.all(
    pictures.map(async ({path, bytes, mediaType}) => {
      const isPhotograph = mediaType === 'image/jpeg'
      return [`/${path}`, isPhotograph ? await press.toInkJpeg(bytes) : bytes] as const
    }),
  )
  return new Map(entries)
}
