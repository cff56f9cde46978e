import type {Paragraph, RootContent} from 'mdast'

import {buildMarksTree} from '../build-marks-tree.ts'
import {text} from '../state.ts'
import type {Fields, State} from '../state.ts'
import {textToRuns} from '../text-to-runs.ts'

/** Turn a pull quote into a `pullQuote`: an empty line in its text parts paragraphs. */
export function pullQuote(state: State, node: Fields, path: string): RootContent[] {
  const words = text(state, node, 'text', path) ?? ''
  const attribution = text(state, node, 'attribution', path)
  const children: Paragraph[] = []
  for (const part of words.trim().split(/(?:[\t ]*(?:\r\n|[\n\r])){2,}[\t ]*/)) {
    if (part === '') continue
    children.push({type: 'paragraph', children: buildMarksTree(textToRuns(part, []))})
  }
  return [{type: 'pullQuote', ...(attribution && {attribution}), children}]
}
