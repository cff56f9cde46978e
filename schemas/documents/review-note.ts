import {defineField, defineType} from '@sanity/types'

/** What a reviewer says at a place of a version, or would rather read there. Never sealed. */
export const reviewNote = defineType({
  name: 'reviewNote',
  title: 'Review note',
  type: 'document',
  liveEdit: true,
  fields: [
    defineField({
      name: 'article',
      title: 'Article',
      type: 'string',
      description: 'Id of the article or of the site settings; a plain string.',
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'edition',
      title: 'Version',
      type: 'string',
      description: 'Id of the edition that was read; a plain string.',
      validation: (rule) => rule.required(),
    }),
    defineField({name: 'section', title: 'Section', type: 'string'}),
    defineField({
      name: 'quote',
      title: 'Words',
      type: 'text',
      description: 'The very words that the note is about; none where it is about the whole.',
    }),
    defineField({name: 'comment', title: 'Comment', type: 'text'}),
    defineField({
      name: 'replacement',
      title: 'Better words',
      type: 'text',
      description: 'What should stand in place of the words.',
    }),
    defineField({
      name: 'author',
      title: 'Author',
      type: 'string',
      description: 'Lake identity.',
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'state',
      title: 'State',
      type: 'string',
      options: {list: ['open', 'accepted', 'declined', 'settled']},
      validation: (rule) => rule.required(),
    }),
  ],
  preview: {select: {title: 'comment', subtitle: 'edition'}},
})
