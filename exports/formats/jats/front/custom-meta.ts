import type {Element} from 'xast'
import {x} from 'xastscript'

import {wrapper} from '../parts.ts'
import type {State} from '../state.ts'

/** What JATS has no element for: the edition, its digest, its review, and what it is part of. */
export function toCustomMeta({composition}: State): Element[] {
  const {approval, kind, sample, work} = composition
  const facts: Array<[name: string, value: string | null | undefined]> = [
    ['marrow-kind', kind],
    ['marrow-edition-number', approval && String(approval.number)],
    ['marrow-edition-sha256', approval?.digest],
    ['marrow-sealed-at', approval?.sealedAt],
    ['marrow-last-reviewed', sample ? undefined : approval?.lastReviewed],
    ['marrow-review-due', approval?.reviewDue],
    ['marrow-review-overdue', approval?.overdue ? 'yes' : undefined],
    ['marrow-valid-until', approval?.validUntil],
    ['marrow-emergency', approval?.emergency ? 'yes' : undefined],
    ['marrow-sample', sample ? 'yes' : undefined],
    ['marrow-work', work],
  ]
  return metaGroup(facts)
}

/** Write facts by name; nothing where there are none. */
export function metaGroup(
  facts: Array<[name: string, value: string | null | undefined]>,
): Element[] {
  return wrapper(
    'custom-meta-group',
    {},
    facts.flatMap(([name, value]) =>
      value ? [x('custom-meta', [x('meta-name', name), x('meta-value', value)])] : [],
    ),
  )
}
