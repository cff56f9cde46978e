import {defineField, defineType} from '@sanity/types'

/** One sealed, numbered snapshot. Immutable: made by `seal`, never edited. */
export const edition = defineType({
  name: 'edition',
  title: 'Edition',
  type: 'document',
  readOnly: true,
  fields: [
    defineField({
      name: 'kind',
      title: 'Kind',
      type: 'string',
      options: {list: ['article', 'site']},
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'article',
      title: 'Article',
      type: 'string',
      description: 'Id of the article or of the site settings; a plain string.',
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'number',
      title: 'Number',
      type: 'number',
      validation: (rule) => rule.required().integer().min(1),
    }),
    defineField({
      name: 'language',
      title: 'Language',
      type: 'string',
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'digest',
      title: 'Digest',
      type: 'string',
      description: 'sha256 of exactly the payload, in hex.',
      validation: (rule) => rule.required().regex(/^[0-9a-f]{64}$/),
    }),
    defineField({
      name: 'payload',
      title: 'Payload',
      type: 'text',
      hidden: true,
      description: 'The canonical JSON that was hashed.',
      validation: (rule) => rule.required(),
    }),
  ],
  preview: {select: {title: 'article', subtitle: 'number'}},
})
