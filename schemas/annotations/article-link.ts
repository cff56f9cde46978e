import {defineField, defineType} from '@sanity/types'

/** Links words to another article, by id; resolved to its address when it is published. */
export const articleLink = defineType({
  name: 'articleLink',
  title: 'Link to an article',
  type: 'object',
  fields: [
    defineField({
      name: 'article',
      title: 'Article',
      type: 'reference',
      to: [{type: 'article'}],
      weak: true,
      validation: (rule) => rule.required(),
    }),
  ],
})
