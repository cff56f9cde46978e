import {docxReader} from './docx.ts'
import {epubReader} from './epub.ts'
import type {FormatReader} from './format-reader.ts'
import {icmlReader} from './icml.ts'
import {jatsReader} from './jats.ts'
import {pdfReader} from './pdf.ts'
import {textReader} from './text.ts'

/** Every format that holds the whole article: each has a line here. */
export const readers: readonly FormatReader[] = [
  pdfReader,
  epubReader,
  docxReader,
  icmlReader,
  jatsReader,
  textReader,
]
