import {defineArrayMember, defineField, defineType} from '@sanity/types'

/** A table with header rows and header columns. */
export const table = defineType({
  name: 'table',
  title: 'Table',
  type: 'object',
  fields: [
    defineField({name: 'caption', title: 'Caption', type: 'string'}),
    defineField({
      name: 'headerRows',
      title: 'Header rows',
      type: 'number',
      description: 'How many rows at the top are headers.',
      initialValue: 1,
      validation: (rule) => rule.integer().min(0).max(10),
    }),
    defineField({
      name: 'headerColumns',
      title: 'Header columns',
      type: 'number',
      description: 'How many columns at the start are headers.',
      initialValue: 0,
      validation: (rule) => rule.integer().min(0).max(10),
    }),
    defineField({
      name: 'rows',
      title: 'Rows',
      type: 'array',
      of: [defineArrayMember({type: 'tableRow'})],
      validation: (rule) => rule.required().min(1),
    }),
  ],
  preview: {select: {title: 'caption'}},
})
