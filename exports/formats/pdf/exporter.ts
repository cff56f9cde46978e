import type {Composition} from '#pipeline'

import type {Artifact, Exporter, World} from '../../exporter.ts'
import {listFigures, mayShow} from '../../figure-rights.ts'
import {readPictures} from '../../read-pictures.ts'
import {largePrintPt, paperSize, type PageSetup} from '../../typeset/page-setup.ts'
import {toDocument} from '../../typeset/to-document.ts'
import {toNoticeDocument} from '../../typeset/to-notice-document.ts'
import {TypesetError} from '../../typeset/typeset-error.ts'
import {defaultPdfOptions, type PdfOptions} from './options.ts'
import {finishPdf} from './finish-pdf.ts'

/**
 * PDF for readers: tagged, PDF/UA-1 and PDF/A-2a in one file, with its fonts inside.
 *
 * @see docs/pdf.md
 */
export const pdfExporter: Exporter<PdfOptions> = {
  name: 'pdf',
  mediaTypes: ['application/pdf'],
  version: '2',
  defaults: defaultPdfOptions,
  figures: ['syndication'],
  async export(composition, options, world) {
    const bytes = await toPdf(composition, options, world)
    return [{path: 'article.pdf', mediaType: 'application/pdf', bytes} satisfies Artifact]
  },
  async notice(notice, options, world) {
    const data = toNoticeDocument(notice, setupOf(options))
    const {language} = notice
    const bytes = await typesetPdf({data, pictures: [], language, isPublication: true}, world)
    return [{path: 'article.pdf', mediaType: 'application/pdf', bytes}]
  },
}

/**
 * Make the PDF of a composition. That of a preview says on every page that nobody approved it.
 *
 * @throws `TypesetError`, `FigureUnknownError`, `ArticleUrlError`
 */
export async function toPdf(
  composition: Composition,
  options: PdfOptions,
  world: World,
): Promise<Uint8Array> {
  const data = await toDocument(composition, {
    referenceStyle: options.referenceStyle,
    articleUrl: options.articleUrl,
    target: 'book',
    setup: setupOf(options),
  })
  const figures = listFigures(composition).filter((figure) => mayShow(figure, 'syndication'))
  const pictures = await readPictures(figures, world)
  // A draft may lack what the standards ask for, such as a text alternative: it is shown anyway.
  const isPublication = composition.approval !== null
  const {language} = composition
  return typesetPdf({data, pictures, language, isPublication}, world)
}

function setupOf({paper, largePrint}: PdfOptions): PageSetup {
  return {
    ...paperSize(paper),
    bleedMm: 0,
    slugMm: 0,
    textPt: largePrint ? largePrintPt : 10.2,
    justified: false,
    cmyk: false,
  }
}

async function typesetPdf(
  job: {data: object; pictures: Artifact[]; language: string; isPublication: boolean},
  world: World,
): Promise<Uint8Array> {
  if (!world.typeset) {
    throw new TypesetError(
      'typesetter-missing',
      'PDF is made where Typst runs: by the command line or the desk server',
    )
  }
  const {data, pictures, language, isPublication} = job
  const bytes = await world.typeset({
    template: 'article',
    data,
    pictures: new Map(pictures.map((picture) => [`/${picture.path}`, picture.bytes])),
    standard: isPublication ? 'a-2a' : '1.7',
    gates: isPublication ? ['ua-1'] : [],
  })
  return finishPdf(bytes, {language, isPublication})
}
