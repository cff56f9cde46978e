import {defineField, defineType} from '@sanity/types'

import {checkCslDate} from '../rules/text-rules.ts'

/** A date that may lack its day or month, as in CSL-JSON. */
export const cslDate = defineType({
  name: 'cslDate',
  title: 'Date',
  type: 'object',
  options: {columns: 3},
  fields: [
    defineField({
      name: 'year',
      title: 'Year',
      type: 'number',
      validation: (rule) => rule.required().integer().min(1000).max(9999),
    }),
    defineField({
      name: 'month',
      title: 'Month',
      type: 'number',
      validation: (rule) => rule.integer().min(1).max(12),
    }),
    defineField({
      name: 'day',
      title: 'Day',
      type: 'number',
      validation: (rule) => rule.integer().min(1).max(31),
    }),
  ],
  validation: (rule) => rule.custom(checkCslDate),
})
