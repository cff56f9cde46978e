import type {Decoration} from './decorate.ts'
import {article} from './types/article.ts'
import {
  articleLink,
  callout,
  citationUse,
  expertQuote,
  figureUse,
  pullQuote,
  relatedArticle,
  table,
  termUse,
  webLink,
} from './types/blocks.ts'
import {citation} from './types/citation.ts'
import {figure} from './types/figure.ts'
import {glossaryTerm} from './types/glossary-term.ts'
import {body, richText} from './types/texts.ts'
import {person} from './types/person.ts'
import {reviewNote} from './types/review-note.ts'
import {edition, statement} from './types/sealed.ts'
import {section, sharedSection, sharedSectionUse} from './types/section.ts'
import {publisher, siteSettings} from './types/site.ts'

/** What the Studio adds to documents, by type. */
export const documentDecorations: Readonly<Record<string, Decoration>> = {
  article,
  citation,
  edition,
  figure,
  glossaryTerm,
  person,
  publisher,
  reviewNote,
  sharedSection,
  siteSettings,
  statement,
}

/** What the Studio adds to objects, by type. */
export const objectDecorations: Readonly<Record<string, Decoration>> = {
  articleLink,
  body,
  callout,
  citationUse,
  expertQuote,
  figureUse,
  pullQuote,
  relatedArticle,
  richText,
  section,
  sharedSectionUse,
  table,
  termUse,
  webLink,
}
