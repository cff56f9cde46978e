import type {Element} from 'hast'

import type {Paragraph, ParagraphStyle} from './flow.ts'
import {hasClass} from './runs.ts'

interface Styling {
  style?: ParagraphStyle
  tone?: Paragraph['tone']
}

/** Styles that a class sets for all that is in its element. */
const byClass: Record<string, Styling> = {
  kicker: {style: 'Kicker'},
  title: {style: 'Title'},
  summary: {style: 'Summary'},
  byline: {style: 'Byline'},
  banner: {style: 'Banner', tone: 'warning'},
  'banner-correction': {style: 'Banner', tone: 'note'},
  'banner-restoration': {style: 'Banner', tone: 'note'},
  'banner-emergency': {style: 'Banner', tone: 'urgent'},
  'banner-withdrawal': {style: 'Banner', tone: 'urgent'},
  'banner-safety': {style: 'Banner', tone: 'urgent'},
  'key-points': {style: 'Key Point'},
  'callout-note': {style: 'Callout', tone: 'note'},
  'callout-warning': {style: 'Callout', tone: 'warning'},
  'callout-urgent': {style: 'Callout', tone: 'urgent'},
  'callout-title': {style: 'Callout Title'},
  'pull-quote': {style: 'Pull Quote'},
  'expert-quote': {style: 'Expert Quote'},
  'related-article': {style: 'Related'},
  'figure-withheld': {style: 'Image Withheld'},
  source: {style: 'Source'},
  'source-state': {style: 'Source State'},
  sourcing: {style: 'Sourcing'},
  support: {style: 'Source Note'},
}

/** Parts behind the body, whose headings are smaller. */
const back = ['terms', 'sources', 'about', 'related']

/** Style of an element's paragraphs; what it does not set stays as it is around it. */
export function styleOf(node: Element, {style}: {style: ParagraphStyle}): Styling {
  const byName = Object.entries(byClass).findLast(([name]) => hasClass(node, name))?.[1]
  if (byName) return byName
  if (back.some((name) => hasClass(node, name))) return {style: 'Source Note'}
  return byTag(node.tagName, style)
}

function byTag(tagName: string, style: ParagraphStyle): Styling {
  if (/^h[2-6]$/.test(tagName)) {
    if (style === 'Key Point') return {style: 'Key Points Heading'}
    if (style === 'Source Note') return {style: 'Back Heading'}
    return {style: `Heading ${Number(tagName[1]) - 1}` as ParagraphStyle}
  }
  if (tagName === 'figcaption') {
    return {style: style.endsWith('Quote') ? 'Attribution' : 'Caption'}
  }
  if (tagName === 'caption') return {style: 'Table Caption'}
  if (tagName === 'dt') return {style: 'Term'}
  if (tagName === 'dd') return {style: 'Definition'}
  return {}
}
