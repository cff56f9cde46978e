import {TagIcon} from '@sanity/icons/Tag'

import type {Decoration} from '../decorate.ts'

/** The form of an abbreviation or term. */
export const glossaryTerm: Decoration = {
  type: {
    icon: TagIcon,
    orderings: [
      {
        title: 'Abbreviation',
        name: 'abbreviation',
        by: [{field: 'abbreviation', direction: 'asc'}],
      },
      {title: 'Expansion', name: 'expansion', by: [{field: 'expansion', direction: 'asc'}]},
    ],
    preview: {
      select: {abbreviation: 'abbreviation', expansion: 'expansion', definition: 'definition'},
      prepare: prepareTerm,
    },
  },
}

function prepareTerm({abbreviation, expansion, definition}: Record<string, unknown>) {
  const names = [abbreviation, expansion].filter((part) => typeof part === 'string' && part !== '')
  return {title: names.join(': ') || 'New term', subtitle: definition}
}
