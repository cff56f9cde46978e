import {defineArrayMember, defineType} from '@sanity/types'

import {textBlock} from './text-block.ts'

/** Body of a section, as Portable Text. */
export const body = defineType({
  name: 'body',
  title: 'Body',
  type: 'array',
  of: [
    textBlock,
    defineArrayMember({type: 'figureUse'}),
    defineArrayMember({type: 'table'}),
    defineArrayMember({type: 'callout'}),
    defineArrayMember({type: 'relatedArticle'}),
    defineArrayMember({type: 'pullQuote'}),
  ],
})
