import {defineField, defineType} from '@sanity/types'

import {checkLanguage} from '../rules/text-rules.ts'

/** A term with what it stands for and what it means. */
export const glossaryTerm = defineType({
  name: 'glossaryTerm',
  title: 'Glossary term',
  type: 'document',
  fields: [
    defineField({name: 'abbreviation', title: 'Abbreviation', type: 'string'}),
    defineField({
      name: 'expansion',
      title: 'Expansion',
      type: 'string',
      description: 'The full term.',
      validation: (rule) => rule.required(),
    }),
    defineField({name: 'definition', title: 'Definition', type: 'text', rows: 3}),
    defineField({
      name: 'language',
      title: 'Language',
      type: 'string',
      initialValue: 'en',
      validation: (rule) => rule.required().custom(checkLanguage),
    }),
  ],
  preview: {select: {title: 'expansion', subtitle: 'abbreviation'}},
})
