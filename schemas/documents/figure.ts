import {defineArrayMember, defineField, defineType} from '@sanity/types'

const uses = {
  list: [
    {title: 'On our own site', value: 'own-site'},
    {title: 'In syndication', value: 'syndication'},
    {title: 'In print', value: 'print'},
  ],
}

/** An image with its words and its rights. */
export const figure = defineType({
  name: 'figure',
  title: 'Figure',
  type: 'document',
  fields: [
    defineField({
      name: 'image',
      title: 'Image',
      type: 'image',
      validation: (rule) => rule.required().assetRequired(),
    }),
    defineField({
      name: 'alt',
      title: 'Alternative text',
      type: 'text',
      rows: 2,
      description: 'What the image says, for those who cannot see it.',
      validation: (rule) => rule.required(),
    }),
    defineField({name: 'caption', title: 'Caption', type: 'text', rows: 2}),
    defineField({
      name: 'credit',
      title: 'Credit',
      type: 'string',
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'licence',
      title: 'Licence',
      type: 'licence',
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'rightsExpire',
      title: 'Rights expire',
      type: 'date',
      description: 'Last day on which it may be shown.',
    }),
    defineField({
      name: 'uses',
      title: 'May be used',
      type: 'array',
      // On the array for the Studio's check boxes, on the member for the type of a value.
      of: [defineArrayMember({type: 'string', options: uses})],
      options: uses,
      initialValue: ['own-site'],
      validation: (rule) => rule.required().min(1).unique(),
    }),
  ],
  preview: {select: {title: 'alt', subtitle: 'credit', media: 'image'}},
})
