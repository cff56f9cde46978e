import type {ParagraphStyle} from '../../flow/flow.ts'
import type {ReferenceStyle} from '../../references/reference.ts'

/** Options of the ICML export. */
export interface IcmlOptions {
  /** Style of the source list. */
  referenceStyle: ReferenceStyle
  /** Template of links to other articles, resolved against the site's address. */
  publicUrl: string
  /**
   * The designer's names for paragraph styles, such as `{"Body": "Text:Lauftext"}`; a colon stands
   * between a style group and its style. What is not named keeps Marrow's name.
   */
  styles: Partial<Record<ParagraphStyle, string>>
}

export const defaultIcmlOptions: IcmlOptions = {
  referenceStyle: 'ama',
  publicUrl: '{slug}.{language}/',
  styles: {},
}
