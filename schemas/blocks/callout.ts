import {defineField, defineType} from '@sanity/types'

/** Boxed advice. */
export const callout = defineType({
  name: 'callout',
  title: 'Callout',
  type: 'object',
  fields: [
    defineField({
      name: 'tone',
      title: 'Tone',
      type: 'string',
      options: {
        list: [
          {title: 'Note', value: 'note'},
          {title: 'Warning', value: 'warning'},
          {title: 'Seek urgent care', value: 'urgent'},
        ],
        layout: 'radio',
      },
      initialValue: 'note',
      validation: (rule) => rule.required(),
    }),
    defineField({name: 'title', title: 'Title', type: 'string'}),
    defineField({
      name: 'content',
      title: 'Content',
      type: 'richText',
      validation: (rule) => rule.required().min(1),
    }),
  ],
  preview: {select: {title: 'title', subtitle: 'tone'}},
})
