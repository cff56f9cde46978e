import type {Element} from 'xast'
import {x} from 'xastscript'

import type {FigureUse} from '#pipeline'

import {mayShow} from '../../figure-rights.ts'
import {paragraph} from './parts.ts'
import {toPermissions} from './permissions.ts'
import type {State} from './state.ts'

/**
 * Describe a picture with caption, text alternative, credit and licence.
 *
 * One without the right for syndication has its text alternative in words, and no `graphic`.
 */
export function toFigure(figure: FigureUse, id: string, {labels}: State, use?: string): Element {
  const {alt, asset, caption, credit, licence} = figure
  const [type = '', subtype = ''] = asset.mediaType.split('/')
  const picture = mayShow(figure, 'syndication')
    ? [
        x('alt-text', alt),
        x('graphic', {mimetype: type, 'mime-subtype': subtype, 'xlink:href': asset.path}),
      ]
    : [paragraph(`${labels.imageWithheld} ${alt}`)]
  return x('fig', {id, position: 'anchor', 'specific-use': use}, [
    ...(caption ? [x('caption', [paragraph(caption)])] : []),
    ...picture,
    ...(credit ? [x('attrib', credit)] : []),
    ...toPermissions(licence),
  ])
}
