import type {ElementContent} from 'hast'
import {h} from 'hastscript'

import type {Citation} from '#schemas'

/** Write a source in AMA style. */
export function toReference(citation: Citation): ElementContent[] {
  const names = (citation.authors ?? []).map(
    (name) => name.literal ?? `${name.family} ${name.given ?? ''}`,
  )
  return h('p', [
    `${names.join(', ')}. ${citation.title}. `,
    citation.doi
      ? h('a', {href: `https://doi.org/${encodeURI(citation.doi)}`}, `doi:${citation.doi}`)
      : null,
  ]).children
}
