import {defineArrayMember, defineField, defineType} from '@sanity/types'

/** Inline citation of one or several works. */
export const citationUse = defineType({
  name: 'citationUse',
  title: 'Citation',
  type: 'object',
  fields: [
    defineField({
      name: 'items',
      title: 'Works',
      type: 'array',
      of: [defineArrayMember({type: 'citationItem'})],
      validation: (rule) => rule.required().min(1),
    }),
  ],
  preview: {select: {title: 'items.0.source.title', subtitle: 'items.0.locator'}},
})
