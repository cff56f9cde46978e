import {defineField, defineType} from '@sanity/types'

/** Terms under which a text or an image may be used. */
export const licence = defineType({
  name: 'licence',
  title: 'Licence',
  type: 'object',
  fields: [
    defineField({
      name: 'name',
      title: 'Name',
      type: 'string',
      description: 'Such as `CC BY 4.0`.',
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'url',
      title: 'Address of the terms',
      type: 'url',
      validation: (rule) => rule.uri({scheme: ['http', 'https']}),
    }),
  ],
})
