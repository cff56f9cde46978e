import type {ReferenceStyle} from '../../references/reference.ts'

/** Options of the EPUB export. */
export interface EpubOptions {
  /** Style of the source list. */
  referenceStyle: ReferenceStyle
  /** Template of links to other articles and of the article's own address, resolved against the site's. */
  publicUrl: string
}

export const defaultEpubOptions: EpubOptions = {
  referenceStyle: 'ama',
  publicUrl: '{slug}.{language}/',
}
