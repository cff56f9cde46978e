import type {Element} from 'hast'
import type {State} from 'mdast-util-to-hast'

import type {Figure} from '../../tree.ts'
import {element, text} from '../element.ts'

/** Turn a figure into `<figure>` with its picture, caption and credit. */
export function figure(_state: State, node: Figure): Element | undefined {
  const {id, use} = node
  if (!use) return undefined
  const {alt, asset, caption, credit} = use
  const image = element(
    'img',
    {src: asset.path, alt, width: asset.width, height: asset.height, loading: 'lazy'},
    [],
  )
  const captions = [
    ...(caption ? [element('span', {className: ['figure-caption']}, [text(caption)])] : []),
    ...(caption && credit ? [text(' ')] : []),
    ...(credit ? [element('span', {className: ['figure-credit']}, [text(credit)])] : []),
  ]
  const figcaption = captions.length > 0 ? [element('figcaption', {}, captions)] : []
  return element('figure', {id, className: ['figure']}, [image, ...figcaption])
}
