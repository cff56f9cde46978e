import {articleLink} from './annotations/article-link.ts'
import {termUse} from './annotations/term-use.ts'
import {webLink} from './annotations/web-link.ts'
import {body} from './blocks/body.ts'
import {callout} from './blocks/callout.ts'
import {citationItem} from './blocks/citation-item.ts'
import {citationUse} from './blocks/citation-use.ts'
import {figureUse} from './blocks/figure-use.ts'
import {pullQuote} from './blocks/pull-quote.ts'
import {relatedArticle} from './blocks/related-article.ts'
import {richText} from './blocks/rich-text.ts'
import {tableCell} from './blocks/table-cell.ts'
import {tableRow} from './blocks/table-row.ts'
import {table} from './blocks/table.ts'
import {article} from './documents/article.ts'
import {citation} from './documents/citation.ts'
import {edition} from './documents/edition.ts'
import {figure} from './documents/figure.ts'
import {glossaryTerm} from './documents/glossary-term.ts'
import {person} from './documents/person.ts'
import {publisher} from './documents/publisher.ts'
import {reviewNote} from './documents/review-note.ts'
import {sharedSection} from './documents/shared-section.ts'
import {siteSettings} from './documents/site-settings.ts'
import {statement} from './documents/statement.ts'
import {conflictOfInterest} from './objects/conflict-of-interest.ts'
import {cslDate} from './objects/csl-date.ts'
import {cslName} from './objects/csl-name.ts'
import {expertQuote} from './objects/expert-quote.ts'
import {licence} from './objects/licence.ts'
import {section} from './objects/section.ts'
import {shareTarget} from './objects/share-target.ts'
import {sharedSectionUse} from './objects/shared-section-use.ts'
import {topicCode} from './objects/topic-code.ts'

/** Documents of the content model, as Sanity definitions. */
export const documentTypes = [
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
]

/** Objects, blocks and annotations of the content model, as Sanity definitions. */
export const objectTypes = [
  articleLink,
  body,
  callout,
  citationItem,
  citationUse,
  conflictOfInterest,
  cslDate,
  cslName,
  expertQuote,
  figureUse,
  licence,
  pullQuote,
  relatedArticle,
  richText,
  section,
  shareTarget,
  sharedSectionUse,
  table,
  tableCell,
  tableRow,
  termUse,
  topicCode,
  webLink,
]
