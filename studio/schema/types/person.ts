import {UserIcon} from '@sanity/icons/User'

import type {Decoration} from '../decorate.ts'

/** The form of an author, editor or medical expert. */
export const person: Decoration = {
  type: {
    icon: UserIcon,
    orderings: [{title: 'Name', name: 'name', by: [{field: 'name', direction: 'asc'}]}],
    preview: {
      select: {
        name: 'name',
        credentials: 'credentials',
        specialty: 'specialty',
        affiliation: 'affiliation',
        boardMember: 'boardMember',
        media: 'photo',
      },
      prepare: preparePerson,
    },
  },
  fields: {credentials: {options: {layout: 'tags'}}},
}

function preparePerson(selected: Record<string, unknown>) {
  const {name, credentials, specialty, affiliation, boardMember, media} = selected
  const titles = Array.isArray(credentials) ? credentials : []
  return {
    title: [name, ...titles].filter((part) => typeof part === 'string').join(', ') || 'No name yet',
    subtitle: [specialty ?? affiliation, boardMember === true ? 'expert board' : undefined]
      .filter((part) => typeof part === 'string')
      .join(' · '),
    media,
  }
}
