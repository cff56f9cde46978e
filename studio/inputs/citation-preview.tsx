import type {PreviewProps} from 'sanity'

import {useCitationNumbers} from './citation-numbers.tsx'
import {Numbers} from './preview-styles.ts'

/** A citation in the text: the numbers of its works, as in the page. */
export function CitationPreview(props: PreviewProps) {
  const numbers = useCitationNumbers()
  const {items, works} = props as {items?: unknown; works?: string}
  const ids = Array.isArray(items) ? items.flatMap((item) => idOf(item)) : []
  const label = ids.map((id) => numbers.get(id) ?? '?').join(', ')
  return (
    <Numbers title={works ?? 'No work yet'} data-testid="citation-preview">
      {ids.length > 0 ? `[${label}]` : '[cite…]'}
    </Numbers>
  )
}

function idOf(item: unknown): string[] {
  const ref = (item as {source?: {_ref?: unknown}} | null)?.source?._ref
  return typeof ref === 'string' ? [ref] : []
}
