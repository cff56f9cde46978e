import {defineType} from '@sanity/types'

import {textBlock} from './text-block.ts'

/** Paragraphs and lists, without figures, tables or callouts. */
export const richText = defineType({
  name: 'richText',
  title: 'Text',
  type: 'array',
  of: [textBlock],
})
