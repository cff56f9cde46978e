import type {Element} from 'hast'
import type {Heading, Root, RootContent} from 'mdast'

import {toAbout} from '../../article/parts/about.ts'
import {toBanners} from '../../article/parts/banners.ts'
import {toByline} from '../../article/parts/byline.ts'
import {toDisclaimer} from '../../article/parts/disclaimer.ts'
import {toExpertQuote} from '../../article/parts/expert-quote.ts'
import {toKeyPoints} from '../../article/parts/key-points.ts'
import {toRelated} from '../../article/parts/related.ts'
import {toSources} from '../../article/parts/sources.ts'
import {toTerms} from '../../article/parts/terms.ts'
import {resolveLinks} from '../../article/steps/resolve-links.ts'
import type {View} from '../../article/view.ts'
import {directive, given, withoutAddresses} from './directive.ts'
import {fromHast} from './from-hast.ts'
import {toDirectives} from './to-directives.ts'

/**
 * Lay out the page in reading order: the sections under their headings, and around them what
 * Marrow writes, each part in a container of its own (`:::byline`, `:::sources`).
 *
 * Headings of level 2 to 6 and the body between them are the article; the rest is in the front
 * matter as well, so that a reader can leave the containers out.
 */
export function toDocument(view: View): Root {
  const {composition} = view
  const {leadFigure, summary, title} = composition
  const children: RootContent[] = [
    ...toPart('banners', toBanners(view), view),
    heading(1, title),
    ...(summary ? [container('summary', [paragraph(summary)])] : []),
    ...toPart('byline', toByline(view), view),
    ...(leadFigure
      ? [directive('leafDirective', 'lead-figure', given({ref: leadFigure.id}), [])]
      : []),
    ...toPart('key-points', toKeyPoints(view), view),
    ...composition.tree.children.flatMap(toBlocks),
    ...toPart('expert-quote', toExpertQuote(view), view),
    ...toPart('terms', toTerms(view), view),
    ...toPart('sources', toSources(view), view),
    ...toPart('about', toAbout(view), view),
    ...toPart('related-articles', toRelated(view), view),
    ...toPart('disclaimer', toDisclaimer(view), view),
  ]
  return {type: 'root', children}
}

/** A section is its heading, its anchor and aspect if it has them, and what is in it. */
function toBlocks(node: RootContent): RootContent[] {
  if (node.type !== 'section') return toDirectives(node)
  const {anchor, aspect, children, depth, title} = node
  const facts = given({anchor, aspect})
  return [
    heading(Math.min(depth + 1, 6) as Heading['depth'], title),
    ...(Object.keys(facts).length > 0 ? [directive('leafDirective', 'section', facts, [])] : []),
    ...children.filter(({type}) => type !== 'heading').flatMap(toBlocks),
  ]
}

function toPart(name: string, part: Element | null, view: View): RootContent[] {
  if (!part) return []
  resolveLinks(part, view.articleUrl)
  return [container(name, fromHast(part))]
}

function container(name: string, children: RootContent[]): RootContent {
  return directive('containerDirective', name, {}, children)
}

function heading(depth: Heading['depth'], value: string): Heading {
  return {type: 'heading', depth, children: withoutAddresses(value) as Heading['children']}
}

function paragraph(value: string): RootContent {
  return {type: 'paragraph', children: withoutAddresses(value) as Heading['children']}
}
