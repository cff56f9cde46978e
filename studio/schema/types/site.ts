import {CogIcon} from '@sanity/icons/Cog'
import {EarthGlobeIcon} from '@sanity/icons/EarthGlobe'

import type {Decoration} from '../decorate.ts'
import {boardMembers} from '../reference-filters.ts'
import {referencesTo} from '../references-to.ts'

const tags = {options: {layout: 'tags'}}

/** The form of the words and addresses of the whole site. */
export const siteSettings: Decoration = {
  type: {
    icon: CogIcon,
    groups: [
      {name: 'site', title: 'Site', default: true},
      {name: 'process', title: 'Editorial process'},
      {name: 'reader', title: 'Readers'},
    ],
  },
  fields: {
    name: {group: ['site']},
    language: {group: ['site']},
    url: {group: ['site']},
    editorialPolicy: {group: ['process']},
    factChecking: {group: ['process']},
    sourcing: {group: ['process']},
    disclaimer: {group: ['site']},
    expertBoard: {group: ['process'], of: referencesTo('person', boardMembers)},
    feedbackUrl: {group: ['reader']},
    shareTargets: {group: ['reader']},
  },
}

/** The form of a customer. */
export const publisher: Decoration = {
  type: {
    icon: EarthGlobeIcon,
    preview: {
      select: {title: 'name', formats: 'formats'},
      prepare: ({title, formats}: Record<string, unknown>) => ({
        title: title ?? 'New publisher',
        subtitle: Array.isArray(formats) ? formats.join(', ') : undefined,
      }),
    },
  },
  fields: {formats: tags, collections: tags, languages: tags},
}
