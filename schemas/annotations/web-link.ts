import {defineField, defineType} from '@sanity/types'

/** Links words to an address outside; the pipeline drops the link of an unsafe one, with a message. */
export const webLink = defineType({
  name: 'webLink',
  title: 'Link to the web',
  type: 'object',
  fields: [
    defineField({
      name: 'href',
      title: 'Address',
      type: 'url',
      validation: (rule) => [
        rule.required(),
        rule.uri({scheme: ['http', 'https', 'mailto']}).warning('The link will be left out'),
      ],
    }),
  ],
})
