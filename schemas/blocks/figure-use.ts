import {defineField, defineType} from '@sanity/types'

/** Puts a figure between paragraphs. */
export const figureUse = defineType({
  name: 'figureUse',
  title: 'Figure',
  type: 'object',
  fields: [
    defineField({
      name: 'figure',
      title: 'Figure',
      type: 'reference',
      to: [{type: 'figure'}],
      validation: (rule) => rule.required(),
    }),
  ],
  preview: {select: {title: 'figure.alt', media: 'figure.image'}},
})
