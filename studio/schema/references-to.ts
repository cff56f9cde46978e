import type {ReferenceFilterResolver} from 'sanity'

import type {Definition} from './decorate.ts'

/**
 * Members of a list of references to one type, filtered to what fits.
 *
 * @param extra
 *   `weak` where the content model has it.
 */
export function referencesTo(
  type: string,
  filter: ReferenceFilterResolver,
  extra: Definition = {},
): Definition[] {
  return [{type: 'reference', to: [{type}], options: {filter}, ...extra}]
}
