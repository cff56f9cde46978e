import type {CslItem} from '#schemas'

import {formatAma} from './ama/format-ama.ts'
import type {FormattedReference, ReferenceStyle} from './reference.ts'

/**
 * Write a reference in a style, with links for DOI, PubMed, PubMed Central and address.
 *
 * AMA is our own code. The other styles load citation-js at their first use.
 */
export async function formatReference(
  item: CslItem,
  style: ReferenceStyle = 'ama',
): Promise<FormattedReference> {
  if (style === 'ama') return formatAma(item)
  const {formatCsl} = await import('./csl/format-csl.ts')
  return formatCsl(item, style)
}
