import type {Nodes} from 'hast'
import {toHtml} from 'hast-util-to-html'

import type {Composition} from '#pipeline'
import {citationToCsl} from '#schemas'

import {labelsFor} from '../../../exports/labels/labels.ts'
import type {View} from '../../../exports/article/view.ts'
import {formatAma} from '../../../exports/references/ama/format-ama.ts'
import {richComposition} from '../fixtures/composition.ts'

/** The view of the rich composition, changed, as the page has it. */
export function viewOf(changes: Partial<Composition> = {}, view: Partial<View> = {}): View {
  const composition = richComposition(changes)
  const csl = composition.references.map(({citation}) => citationToCsl(citation))
  return {
    composition,
    labels: labelsFor(composition.language),
    references: csl.map(formatAma),
    publicUrl: 'https://health.example.org/library/bone-marrow-edema-knee.en/',
    target: 'page',
    pageFigures: 'own-site',
    articleUrl: '../{slug}.{language}/index.html',
    assetBase: '',
    ...view,
  }
}

/** Serialise a part; empty for one that is left out. */
export function html(part: Nodes | null): string {
  return part ? toHtml(part) : ''
}
