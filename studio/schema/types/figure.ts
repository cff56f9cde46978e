import {ImageIcon} from '@sanity/icons/Image'

import type {Decoration} from '../decorate.ts'

/** The form of an image with its words and its rights. */
export const figure: Decoration = {
  type: {
    icon: ImageIcon,
    preview: {
      select: {title: 'alt', caption: 'caption', credit: 'credit', media: 'image'},
      prepare: prepareFigure,
    },
  },
  fields: {image: {options: {accept: 'image/*', hotspot: false}}},
}

function prepareFigure({title, caption, credit, media}: Record<string, unknown>) {
  const words = [caption, title].find((text) => typeof text === 'string' && text !== '')
  return {title: words ?? 'Figure without words', subtitle: credit, media}
}
