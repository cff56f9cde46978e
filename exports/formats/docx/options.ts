import type {ReferenceStyle} from '../../references/reference.ts'

/** Options of the DOCX export. */
export interface DocxOptions {
  /** Style of the source list. */
  referenceStyle: ReferenceStyle
  /** Template of links to other articles, resolved against the site's address. */
  publicUrl: string
  paper: 'a4' | 'letter'
}

export const defaultDocxOptions: DocxOptions = {
  referenceStyle: 'ama',
  publicUrl: '{slug}.{language}/',
  paper: 'a4',
}
