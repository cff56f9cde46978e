import {defineField, defineType} from '@sanity/types'

/** What a person declared, and when. */
export const conflictOfInterest = defineType({
  name: 'conflictOfInterest',
  title: 'Conflict of interest',
  type: 'object',
  fields: [
    defineField({name: 'statement', title: 'Statement', type: 'text', rows: 3}),
    defineField({name: 'date', title: 'Declared on', type: 'date'}),
  ],
})
