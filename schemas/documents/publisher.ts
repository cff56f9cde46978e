import {defineArrayMember, defineField, defineType} from '@sanity/types'

/** A downstream customer: what it gets, and when. */
export const publisher = defineType({
  name: 'publisher',
  title: 'Publisher',
  type: 'document',
  fields: [
    defineField({
      name: 'name',
      title: 'Name',
      type: 'string',
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'formats',
      title: 'Formats',
      type: 'array',
      of: [defineArrayMember({type: 'string'})],
    }),
    defineField({
      name: 'collections',
      title: 'Collections',
      type: 'array',
      of: [defineArrayMember({type: 'string'})],
    }),
    defineField({
      name: 'languages',
      title: 'Languages',
      type: 'array',
      of: [defineArrayMember({type: 'string'})],
    }),
    defineField({
      name: 'embargoHours',
      title: 'Embargo (hours)',
      type: 'number',
      validation: (rule) => rule.integer().min(0),
    }),
  ],
  preview: {select: {title: 'name'}},
})
