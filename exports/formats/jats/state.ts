import type {Composition} from '#pipeline'

import {publicUrlOf} from '../../article/make-view.ts'
import {articleUrl, type LinkTarget} from '../../article-url.ts'
import {labelsFor, type Labels} from '../../labels/labels.ts'
import type {JatsOptions} from './options.ts'

/** What all parts of an article are made from. */
export interface State {
  composition: Composition
  options: JatsOptions
  labels: Labels
  /** Count up: a number that no other part of that name has. */
  next(name: string): number
  /** Address of an article at its publisher. */
  addressOf(target: LinkTarget): string
}

export function makeState(composition: Composition, options: JatsOptions): State {
  const counts = new Map<string, number>()
  const {site} = composition
  return {
    composition,
    options,
    labels: labelsFor(composition.language),
    next(name) {
      const count = (counts.get(name) ?? 0) + 1
      counts.set(name, count)
      return count
    },
    addressOf: (target) =>
      publicUrlOf({site, ...target}, options.publicUrl) ?? articleUrl(options.publicUrl, target),
  }
}
