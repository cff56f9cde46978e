import type {BlockProps} from 'sanity'

import {useCitationNumbers} from './citation-numbers.tsx'
import {Numbers} from './preview-styles.ts'

/** A citation in the text: the numbers of its works, as in the page. */
export function CitationPreview(props: BlockProps) {
  return props.renderDefault({
    ...props,
    renderPreview: () => <CitationNumbers items={(props.value as {items?: unknown}).items} />,
  })
}

function CitationNumbers({items}: {items: unknown}) {
  const numbers = useCitationNumbers()
  const ids = Array.isArray(items) ? items.flatMap((item) => idOf(item)) : []
  const label = ids.map((id) => numbers.get(id) ?? '?').join(', ')
  return (
    <Numbers data-testid="citation-preview">{ids.length > 0 ? `[${label}]` : '[cite…]'}</Numbers>
  )
}

function idOf(item: unknown): string[] {
  const ref = (item as {source?: {_ref?: unknown}} | null)?.source?._ref
  return typeof ref === 'string' ? [ref] : []
}
