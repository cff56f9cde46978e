import {defineArrayMember, defineField, defineType} from '@sanity/types'

/** One row of a table. */
export const tableRow = defineType({
  name: 'tableRow',
  title: 'Row',
  type: 'object',
  fields: [
    defineField({
      name: 'cells',
      title: 'Cells',
      type: 'array',
      of: [defineArrayMember({type: 'tableCell'})],
      validation: (rule) => rule.required().min(1),
    }),
  ],
  preview: {select: {title: 'cells.0.content.0.children.0.text'}},
})
