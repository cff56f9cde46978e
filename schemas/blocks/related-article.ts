import {defineField, defineType} from '@sanity/types'

/** Points to another article between paragraphs. */
export const relatedArticle = defineType({
  name: 'relatedArticle',
  title: 'Related article',
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
  preview: {select: {title: 'article.title'}},
})
