import {defineField, defineType} from '@sanity/types'

/** Closing words of an expert, with name, credentials and board membership. */
export const expertQuote = defineType({
  name: 'expertQuote',
  title: 'Expert quote',
  type: 'object',
  fields: [
    defineField({
      name: 'text',
      title: 'Text',
      type: 'text',
      rows: 4,
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'person',
      title: 'Expert',
      type: 'reference',
      to: [{type: 'person'}],
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'role',
      title: 'Role',
      type: 'string',
      description: 'What the expert is to this publisher, such as “Member of the expert board”',
    }),
  ],
})
