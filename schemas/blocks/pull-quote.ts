import {defineField, defineType} from '@sanity/types'

/** Words lifted out of the text. */
export const pullQuote = defineType({
  name: 'pullQuote',
  title: 'Pull quote',
  type: 'object',
  fields: [
    defineField({
      name: 'text',
      title: 'Text',
      type: 'text',
      rows: 3,
      validation: (rule) => rule.required(),
    }),
    defineField({name: 'attribution', title: 'Attribution', type: 'string'}),
  ],
  preview: {select: {title: 'text', subtitle: 'attribution'}},
})
