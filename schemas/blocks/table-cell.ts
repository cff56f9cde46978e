import {defineField, defineType} from '@sanity/types'

/** One cell of a table. */
export const tableCell = defineType({
  name: 'tableCell',
  title: 'Cell',
  type: 'object',
  fields: [defineField({name: 'content', title: 'Content', type: 'richText'})],
  preview: {select: {title: 'content.0.children.0.text'}},
})
