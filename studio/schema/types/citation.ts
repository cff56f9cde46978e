import {BookIcon} from '@sanity/icons/Book'

import type {Decoration} from '../decorate.ts'
import {sourceLine} from '../../inputs/source-line.ts'

const statuses = [
  {title: 'Not checked', value: 'unchecked'},
  {title: 'Current', value: 'current'},
  {title: 'Corrected', value: 'corrected'},
  {title: 'Expression of concern', value: 'expression-of-concern'},
  {title: 'Retracted', value: 'retracted'},
]

/** The form of a work that articles cite. */
export const citation: Decoration = {
  type: {
    title: 'Source',
    icon: BookIcon,
    orderings: [
      {title: 'Title', name: 'title', by: [{field: 'title', direction: 'asc'}]},
      {title: 'Year', name: 'year', by: [{field: 'issued.year', direction: 'desc'}]},
    ],
    preview: {
      select: {
        title: 'title',
        container: 'containerTitleShort',
        containerTitle: 'containerTitle',
        publisher: 'publisher',
        year: 'issued.year',
        author: 'authors.0',
        status: 'status',
      },
      prepare: prepareCitation,
    },
  },
  fields: {
    authors: {options: {sortable: true}},
    status: {options: {list: statuses}},
    doi: {placeholder: '10.1038/bonekey.2015.124'},
  },
}

function prepareCitation(selected: Record<string, unknown>) {
  const {title, status} = selected
  const retracted = status === 'retracted' ? 'Retracted · ' : ''
  return {
    title: typeof title === 'string' && title !== '' ? title : 'Untitled source',
    subtitle: `${retracted}${sourceLine(selected)}`,
  }
}
