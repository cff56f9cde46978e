import {toHtml} from 'hast-util-to-html'

import type {NumberedReference} from '#pipeline'
import {citationToCsl} from '#schemas'

import {formatReference} from '../../references/format-reference.ts'
import type {JsonOptions} from './options.ts'

/** Describe the sources; the state of one that was never checked is left out. */
export async function toSources(
  references: readonly NumberedReference[],
  {referenceStyle}: JsonOptions,
): Promise<object[]> {
  return Promise.all(
    references.map(async ({number, id, citation, state, uses}) => {
      const csl = citationToCsl(citation)
      const {nodes, text} = await formatReference(csl, referenceStyle)
      return {
        number,
        id,
        csl,
        formatted: {style: referenceStyle, text, html: toHtml({type: 'root', children: nodes})},
        uses: uses.map(({id: place, locator, excerpt}) => ({id: place, locator, excerpt})),
        ...(state.status !== 'unchecked' && {
          state: {status: state.status, checkedAt: state.checkedAt},
        }),
      }
    }),
  )
}
