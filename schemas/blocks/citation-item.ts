import {defineField, defineType} from '@sanity/types'

/** One work in an inline citation. */
export const citationItem = defineType({
  name: 'citationItem',
  title: 'Cited work',
  type: 'object',
  fields: [
    defineField({
      name: 'source',
      title: 'Source',
      type: 'reference',
      to: [{type: 'citation'}],
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'locator',
      title: 'Place in the work',
      type: 'string',
      description: 'Such as `p. 12` or `Table 2`.',
    }),
    defineField({
      name: 'excerpt',
      title: 'Supporting excerpt',
      type: 'text',
      rows: 3,
      description: 'The words of the work that support the claim; not shown in the running text.',
    }),
  ],
  preview: {select: {title: 'source.title', subtitle: 'locator'}},
})
