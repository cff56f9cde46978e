/**
 * A document as the template reads it: plain data, no markup, so that nothing of the content is
 * ever evaluated.
 *
 * @see article.typ, which has one function for each `t`.
 */
export type TypstNode = TypstBlock | TypstInline

/** Running text: a string, or text with a meaning. */
export type TypstInline =
  | string
  | {t: 'break'}
  /** A line may end here. */
  | {t: 'chance'}
  | {t: 'emphasis' | 'strong' | 'subscript' | 'superscript' | 'code'; c: TypstInline[]}
  /** Words in another language than the document's. */
  | {t: 'foreign'; lang: string; dir: string; c: TypstInline[]}
  | {t: 'link'; url: string; c: TypstInline[]}
  /** Link to a place in the document; `id` makes the link itself such a place. */
  | {t: 'jump'; to: string; id?: string; c: TypstInline[]}
  /** Pages of places in the document, each a link. */
  | {t: 'pages'; to: string[]}

/** A cell of a table. */
export interface TypstCell {
  header: boolean
  /** Long cells may go on over the page. */
  breaks: boolean
  c: TypstNode[]
}

/** A picture, or what stands for one that may not be shown. */
interface TypstFigure {
  t: 'figure'
  role: 'lead' | 'body' | 'nested' | 'portrait'
  id?: string
  /** Absent where the rights do not allow it; then `instead` has the words. */
  image?: {path: string; alt: string; width: number; height: number}
  instead: TypstInline[]
  caption: TypstInline[]
}

/** What stands between paragraphs. */
export type TypstBlock =
  /** `keep`: on the page of what follows. */
  | {t: 'paragraph'; look?: string; id?: string; keep?: boolean; c: TypstInline[]}
  | {t: 'title'; c: TypstInline[]}
  | {t: 'heading'; level: number; id?: string; c: TypstInline[]}
  /** `whole`: short enough to stay on one page. */
  | {t: 'list'; ordered: boolean; start: number; whole: boolean; items: TypstNode[][]}
  | {
      t: 'table'
      caption: TypstInline[]
      /** Shares of the width. */
      columns: number[]
      headerRows: number
      rows: TypstCell[][]
    }
  | TypstFigure
  /** A box: banner, callout, key points, related article. */
  | {t: 'box'; look: string; c: TypstNode[]}
  | {t: 'quote'; look: 'pull' | 'expert'; c: TypstNode[]; by: TypstInline[][]}
  | {t: 'byline'; lines: TypstInline[][]}
  | {t: 'contents'; title: string; columns: number}
  | {t: 'terms'; items: Array<{id?: string; term: TypstInline[]; c: TypstNode[]}>}
  | {t: 'facts'; items: Array<{term: TypstInline[]; values: TypstInline[][]}>}
  | {t: 'sources'; items: Array<{id?: string; number: number; c: TypstNode[]}>}
