import {defineField, defineType} from '@sanity/types'

import {checkLanguage} from '../rules/text-rules.ts'

/** A section that several articles use; each edition seals its own copy. */
export const sharedSection = defineType({
  name: 'sharedSection',
  title: 'Shared section',
  type: 'document',
  fields: [
    defineField({
      name: 'title',
      title: 'Title',
      type: 'string',
      description: 'For lists in the Studio; never shown to readers.',
    }),
    defineField({
      name: 'language',
      title: 'Language',
      type: 'string',
      initialValue: 'en',
      validation: (rule) => rule.required().custom(checkLanguage),
    }),
    defineField({
      name: 'section',
      title: 'Section',
      type: 'section',
      validation: (rule) => rule.required(),
    }),
  ],
  preview: {select: {title: 'section.heading', subtitle: 'title'}},
})
