import type {Handler, Handlers} from 'mdast-util-to-hast'

import {articleLink} from './handlers/article-link.ts'
import {calendarDay} from './handlers/calendar-day.ts'
import {callout} from './handlers/callout.ts'
import {citation} from './handlers/citation.ts'
import {emphasis} from './handlers/emphasis.ts'
import {figure} from './handlers/figure.ts'
import {heading} from './handlers/heading.ts'
import {lineBreak} from './handlers/line-break.ts'
import {link} from './handlers/link.ts'
import {listItem} from './handlers/list-item.ts'
import {list} from './handlers/list.ts'
import {paragraph} from './handlers/paragraph.ts'
import {pullQuote} from './handlers/pull-quote.ts'
import {relatedArticle} from './handlers/related-article.ts'
import {root} from './handlers/root.ts'
import {section} from './handlers/section.ts'
import {strong} from './handlers/strong.ts'
import {subscript} from './handlers/subscript.ts'
import {superscript} from './handlers/superscript.ts'
import {table} from './handlers/table.ts'
import {term} from './handlers/term.ts'
import {text} from './handlers/text.ts'

/** How each node of a tree becomes hast: the vocabulary of a page. */
export const handlers: Handlers = {
  articleLink,
  break: lineBreak,
  calendarDay,
  callout,
  citation,
  emphasis,
  figure,
  heading,
  link,
  list,
  listItem,
  paragraph,
  pullQuote,
  relatedArticle,
  // The library's types leave out that this one makes a root.
  root: root as unknown as Handler,
  section,
  strong,
  subscript,
  superscript,
  table,
  term,
  text,
}
