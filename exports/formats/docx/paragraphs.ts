import {
  Bookmark,
  BorderStyle,
  ExternalHyperlink,
  InternalHyperlink,
  Paragraph as DocxParagraph,
  ShadingType,
  TextRun,
  type IParagraphOptions,
  type ParagraphChild,
} from 'docx'

import type {Paragraph, Run} from '../../flow/flow.ts'
import {styleId, tones} from './styles.ts'

/** What the parts of a document share. */
export interface DocumentParts {
  /** Names of bookmarks by the id that links lead to. */
  bookmarks: ReadonlyMap<string, string>
  rightToLeft: boolean
}

/** Name of the numbering of ordered and of unordered lists. */
export const numberings = {ordered: 'marrow-numbers', unordered: 'marrow-bullets'} as const

/** Write a paragraph. */
export function toParagraph(paragraph: Paragraph, parts: DocumentParts): DocxParagraph {
  const {ids, list, runs, style} = paragraph
  const names = ids.flatMap((id) => parts.bookmarks.get(id) ?? [])
  const words = runs.flatMap((run) => toChildren(run, parts))
  // Bookmarks nest: each holds all of the paragraph.
  const children = names.reduce<ParagraphChild[]>(
    (inner, id) => [new Bookmark({id, children: inner})],
    words,
  )
  return new DocxParagraph({
    style: styleId(style),
    bidirectional: parts.rightToLeft,
    children,
    ...(list ? toPlace(list) : {}),
    ...toBox(paragraph),
  })
}

function toPlace(list: NonNullable<Paragraph['list']>): Partial<IParagraphOptions> {
  const {instance, level, marked, ordered} = list
  if (!marked) return {indent: {left: indentOf(level)}}
  const reference = ordered ? numberings.ordered : numberings.unordered
  return {numbering: {reference, level: Math.min(level, 8), instance: ordered ? instance : 0}}
}

/** Twentieths of a point. */
export function indentOf(level: number): number {
  return 360 * (level + 1)
}

function toBox({tone}: Paragraph): Partial<IParagraphOptions> {
  if (!tone) return {}
  const {bar, ground} = tones[tone]
  return {
    shading: {type: ShadingType.CLEAR, color: 'auto', fill: ground},
    border: {left: {style: BorderStyle.SINGLE, size: 24, space: 8, color: bar}},
    indent: {left: 240, right: 240},
  }
}

function toChildren(run: Run, {bookmarks, rightToLeft}: DocumentParts): ParagraphChild[] {
  const isLink = run.href !== undefined || run.target !== undefined
  const words = run.text.split('\n').map(
    (text, index) =>
      new TextRun({
        text,
        ...(index > 0 ? {break: 1} : {}),
        // What is not said is left to the style: `false` would say it.
        ...(run.bold ? {bold: true} : {}),
        ...(run.italic ? {italics: true} : {}),
        ...(run.struck ? {strike: true} : {}),
        ...(run.superscript ? {superScript: true} : {}),
        ...(run.subscript ? {subScript: true} : {}),
        rightToLeft,
        ...(run.code ? {font: 'Consolas'} : {}),
        ...(run.language ? {language: {value: run.language}} : {}),
        ...(isLink && !run.superscript ? {style: 'Hyperlink'} : {}),
      }),
  )
  if (run.href !== undefined) return [new ExternalHyperlink({link: run.href, children: words})]
  const anchor = run.target === undefined ? undefined : bookmarks.get(run.target)
  return anchor === undefined ? words : [new InternalHyperlink({anchor, children: words})]
}
