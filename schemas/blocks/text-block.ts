import {defineArrayMember} from '@sanity/types'

/** A paragraph or list item: the one kind of Portable Text block that Marrow has. */
export const textBlock = defineArrayMember({
  type: 'block',
  styles: [{title: 'Paragraph', value: 'normal'}],
  lists: [
    {title: 'Bulleted list', value: 'bullet'},
    {title: 'Numbered list', value: 'number'},
  ],
  marks: {
    decorators: [
      {title: 'Strong', value: 'strong'},
      {title: 'Emphasis', value: 'em'},
      {title: 'Subscript', value: 'sub'},
      {title: 'Superscript', value: 'sup'},
    ],
    annotations: [{type: 'termUse'}, {type: 'articleLink'}, {type: 'webLink'}],
  },
  of: [{type: 'citationUse'}],
})
