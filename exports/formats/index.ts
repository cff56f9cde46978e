import type {Exporter} from '../exporter.ts'
import {citationsExporter} from './citations/exporter.ts'
import {docxExporter} from './docx/exporter.ts'
import {epubExporter} from './epub/exporter.ts'
import {htmlExporter} from './html/exporter.ts'
import {icmlExporter} from './icml/exporter.ts'
import {jatsExporter} from './jats/exporter.ts'
import {jsonExporter} from './json/exporter.ts'
import {markdownExporter} from './markdown/exporter.ts'
import {pdfExporter} from './pdf/exporter.ts'
import {pressPdfExporter} from './press-pdf/exporter.ts'
import {textExporter} from './text/exporter.ts'

/** Every format that there is. */
export const exporters: readonly Exporter[] = [
  htmlExporter,
  jsonExporter,
  pdfExporter,
  pressPdfExporter,
  epubExporter,
  jatsExporter,
  docxExporter,
  icmlExporter,
  markdownExporter,
  textExporter,
  citationsExporter,
]
