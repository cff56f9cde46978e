import type {RootContent} from 'mdast'

import {referenceId} from '../state.ts'
import type {Fields, State} from '../state.ts'

/** Turn a pointer to another article, between paragraphs, into a `relatedArticle`. */
export function relatedArticle(state: State, node: Fields, path: string): RootContent[] {
  const article = referenceId(state, node, 'article', path)
  return article === undefined ? [] : [{type: 'relatedArticle', article}]
}
