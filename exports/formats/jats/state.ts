import type {Composition} from '#pipeline'
import {citationToCsl} from '#schemas'

import {publicUrlOf} from '../../article/make-view.ts'
import {articleUrl, type LinkTarget} from '../../article-url.ts'
import {labelsFor, type Labels} from '../../labels/labels.ts'
import {formatReference} from '../../references/format-reference.ts'
import type {FormattedReference} from '../../references/reference.ts'
import type {JatsOptions} from './options.ts'

/** What all parts of an article are made from. */
export interface State {
  composition: Composition
  options: JatsOptions
  labels: Labels
  /** The sources as written, in the order of their numbers. */
  references: readonly FormattedReference[]
  /** Count up: a number that no other part of that name has. */
  next(name: string): number
  /** Address of an article at its publisher. */
  addressOf(target: LinkTarget): string
}

/** @throws `ArticleUrlError` for an option that is no address. */
export async function makeState(composition: Composition, options: JatsOptions): Promise<State> {
  const counts = new Map<string, number>()
  const {site} = composition
  return {
    composition,
    options,
    labels: labelsFor(composition.language),
    references: await Promise.all(
      composition.references.map(({citation}) =>
        formatReference(citationToCsl(citation), options.referenceStyle),
      ),
    ),
    next(name) {
      const count = (counts.get(name) ?? 0) + 1
      counts.set(name, count)
      return count
    },
    addressOf: (target) =>
      publicUrlOf({site, ...target}, options.publicUrl) ?? articleUrl(options.publicUrl, target),
  }
}
