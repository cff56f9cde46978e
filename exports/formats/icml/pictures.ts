import type {Element} from 'xast'
import {x} from 'xastscript'

import type {Picture} from '../../flow/flow.ts'
import type {StoryParts} from './paragraphs.ts'
import {figureStyle} from './styles.ts'

/** Points: pictures are scaled into it. */
const measure = 400

/**
 * Write a picture as a linked frame in a paragraph of its own. The link is relative: the file lies
 * beside the story.
 *
 * @param number
 *   Counts the pictures of the story, from 1.
 */
export function toPicture(picture: Picture, number: number, {names}: StoryParts): Element {
  const scale = Math.min(1, measure / picture.width)
  const [right, bottom] = [picture.width / 2, picture.height / 2].map(String) as [string, string]
  const [left, top] = [`-${right}`, `-${bottom}`]
  const corners = [`${left} ${top}`, `${left} ${bottom}`, `${right} ${bottom}`, `${right} ${top}`]
  const frame = x(
    'Rectangle',
    {
      Self: `picture-${number}`,
      AppliedObjectStyle: figureStyle,
      ItemTransform: `${scale} 0 0 ${scale} ${Number(right) * scale} -${Number(bottom) * scale}`,
    },
    [
      x('Properties', [
        x('PathGeometry', [
          x('GeometryPathType', {PathOpen: 'false'}, [
            x(
              'PathPointArray',
              corners.map((corner) =>
                x('PathPointType', {Anchor: corner, LeftDirection: corner, RightDirection: corner}),
              ),
            ),
          ]),
        ]),
      ]),
      x('ObjectExportOption', {
        AltTextSourceType: 'SourceCustom',
        CustomAltText: picture.alt,
        ActualTextSourceType: 'SourceXMLStructure',
      }),
      x('Image', {Self: `image-${number}`, ItemTransform: `1 0 0 1 ${left} ${top}`}, [
        x('Properties', [
          x('GraphicBounds', {
            Left: '0',
            Top: '0',
            Right: String(picture.width),
            Bottom: String(picture.height),
          }),
        ]),
        x('Link', {Self: `image-link-${number}`, LinkResourceURI: `file:${picture.path}`}),
      ]),
    ],
  )
  return x('ParagraphStyleRange', {AppliedParagraphStyle: names.paragraph({style: 'Body'})}, [
    x('CharacterStyleRange', {AppliedCharacterStyle: names.character({})}, [frame]),
    x('Br'),
  ])
}
