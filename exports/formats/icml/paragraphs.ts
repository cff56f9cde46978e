import type {Element, ElementContent} from 'xast'
import {x} from 'xastscript'

import type {Paragraph, Run} from '../../flow/flow.ts'
import type {Links} from './links.ts'
import type {StyleNames} from './styles.ts'

/** What the parts of a story share. */
export interface StoryParts {
  names: StyleNames
  links: Links
}

/**
 * Write paragraphs; each but the last ends with a break.
 *
 * @param isLast
 *   The story or the cell ends with the last of them.
 */
export function toParagraphs(
  paragraphs: readonly Paragraph[],
  isLast: boolean,
  parts: StoryParts,
): Element[] {
  return paragraphs.map((paragraph, index) => {
    const ends = isLast && index === paragraphs.length - 1
    const {ids, list, runs} = paragraph
    const starts = list?.ordered && list.marked && isFirst(paragraphs[index - 1], paragraph)
    return x(
      'ParagraphStyleRange',
      {
        AppliedParagraphStyle: parts.names.paragraph(paragraph),
        ...(starts ? {NumberingContinue: 'false', NumberingStartAt: '1'} : {}),
      },
      [
        ...parts.links.places(ids),
        ...runs.flatMap((run) => toRange(run, parts)),
        ...(ends ? [] : [x('Br')]),
      ],
    )
  })
}

/** Each list counts from 1. */
function isFirst(before: Paragraph | undefined, {list}: Paragraph): boolean {
  return before?.list?.instance !== list?.instance
}

function toRange(run: Run, {names, links}: StoryParts): ElementContent[] {
  const {text, ...look} = run
  const words = text
    .split('\n')
    .flatMap((line, index) => [...(index > 0 ? [x('Content', '\u2028')] : []), x('Content', line)])
  const range = x(
    'CharacterStyleRange',
    {
      AppliedCharacterStyle: names.character(look),
      ...(look.language ? {AppliedLanguage: '$ID/[No Language]'} : {}),
    },
    words,
  )
  return links.source(look, [range])
}
