import {defineField, defineType} from '@sanity/types'

/** Puts a shared section in the place of a section. */
export const sharedSectionUse = defineType({
  name: 'sharedSectionUse',
  title: 'Shared section',
  type: 'object',
  fields: [
    defineField({
      name: 'section',
      title: 'Shared section',
      type: 'reference',
      to: [{type: 'sharedSection'}],
      validation: (rule) => rule.required(),
    }),
  ],
  preview: {select: {title: 'section.section.heading', subtitle: 'section.title'}},
})
