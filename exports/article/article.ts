import type {Element} from 'hast'
import {h} from 'hastscript'

import {toAbout} from './parts/about.ts'
import {toBanners} from './parts/banners.ts'
import {toBody} from './parts/body.ts'
import {toContents} from './parts/toc.ts'
import {toDisclaimer} from './parts/disclaimer.ts'
import {toExpertQuote} from './parts/expert-quote.ts'
import {toFeedback} from './parts/feedback.ts'
import {toHeader} from './parts/header.ts'
import {toKeyPoints} from './parts/key-points.ts'
import {toLeadFigure} from './parts/lead-figure.ts'
import {toRelated} from './parts/related.ts'
import {toShare} from './parts/share.ts'
import {toSources} from './parts/sources.ts'
import {toTerms} from './parts/terms.ts'
import {labelRelated} from './steps/label-related.ts'
import {placeFigures} from './steps/place-figures.ts'
import {partIds} from './view.ts'
import type {View} from './view.ts'

/**
 * Build the `<article>` that page and fragment share, in reading order.
 *
 * Contents, feedback and share links are for the page alone: a fragment's host has its own.
 *
 * Links to other articles have no address yet.
 *
 * @throws `FigureUnknownError`
 */
export function toArticle(view: View): Element {
  const {composition, target} = view
  const onPage = target === 'page'
  const isArticle = composition.page === 'article'
  const {approval} = composition
  const article = h(
    'article',
    {
      className: ['article', `article-${composition.page}`],
      ariaLabelledBy: partIds.title,
      lang: composition.language,
      dir: composition.direction,
      dataEdition: approval?.edition,
      dataDigest: approval?.digest,
    },
    [
      toBanners(view),
      toHeader(view),
      onPage && isArticle ? toContents(view) : null,
      h('div', {className: ['content']}, [
        toLeadFigure(view),
        toKeyPoints(view),
        toBody(view),
        toExpertQuote(view),
        toTerms(view),
        toSources(view),
        toAbout(view),
        onPage && isArticle ? toFeedback(view) : null,
        onPage && isArticle ? toShare(view) : null,
        toRelated(view),
        onPage ? null : toDisclaimer(view),
      ]),
    ],
  )
  placeFigures(article, view)
  labelRelated(article, view)
  return article
}
