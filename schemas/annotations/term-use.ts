import {defineField, defineType} from '@sanity/types'

/** Marks words as a use of a glossary term. */
export const termUse = defineType({
  name: 'termUse',
  title: 'Glossary term',
  type: 'object',
  fields: [
    defineField({
      name: 'term',
      title: 'Term',
      type: 'reference',
      to: [{type: 'glossaryTerm'}],
      description: 'The first use in an article is written out.',
      validation: (rule) => rule.required(),
    }),
  ],
})
