import {defineField, defineType} from '@sanity/types'

/** A service that a reader can share a page with. */
export const shareTarget = defineType({
  name: 'shareTarget',
  title: 'Share target',
  type: 'object',
  fields: [
    defineField({
      name: 'name',
      title: 'Name',
      type: 'string',
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'urlTemplate',
      title: 'Address template',
      type: 'string',
      description: 'An https or mailto address with `{url}` and `{title}` where they go.',
      validation: (rule) => rule.required().regex(/^(?:https:\/\/|mailto:)\S*$/),
    }),
  ],
})
