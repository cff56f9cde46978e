import {defineArrayMember, defineField, defineType} from '@sanity/types'

import {checkOneBody, checkSlug} from '../rules/text-rules.ts'

/** A part of an article under a heading; its text is blocks or Markdown. */
export const section = defineType({
  name: 'section',
  title: 'Section',
  type: 'object',
  fields: [
    defineField({
      name: 'heading',
      title: 'Heading',
      type: 'string',
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'anchor',
      title: 'Anchor',
      type: 'string',
      description: 'Name in links to this section; made from the heading when empty.',
      validation: (rule) => rule.custom(checkSlug),
    }),
    defineField({
      name: 'aspect',
      title: 'Health aspect',
      type: 'string',
      options: {
        list: [
          {title: 'Overview', value: 'overview'},
          {title: 'Causes', value: 'causes'},
          {title: 'Symptoms', value: 'symptoms'},
          {title: 'Diagnosis', value: 'diagnosis'},
          {title: 'Treatment', value: 'treatment'},
          {title: 'Self-care', value: 'self-care'},
          {title: 'When to seek care', value: 'when-to-seek-care'},
          {title: 'Prevention', value: 'prevention'},
          {title: 'Outlook', value: 'outlook'},
        ],
      },
    }),
    defineField({name: 'body', title: 'Body', type: 'body'}),
    defineField({
      name: 'markdown',
      title: 'Body in Markdown',
      type: 'text',
      description: 'CommonMark, GFM tables and directives; instead of the body.',
    }),
    defineField({
      name: 'sections',
      title: 'Subsections',
      type: 'array',
      of: [defineArrayMember({type: 'section'})],
    }),
  ],
  validation: (rule) => rule.custom(checkOneBody),
  preview: {select: {title: 'heading', subtitle: 'aspect'}},
})
