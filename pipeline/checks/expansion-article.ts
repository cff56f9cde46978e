import {toString} from 'mdast-util-to-string'

import type {Message} from '../composition.ts'
import {visitPlaces} from '../steps/visit-places.ts'
import type {Check} from './check.ts'

/**
 * English `a` and `an` fit the words that the first use of a term writes out.
 *
 * The author wrote the article for the abbreviation: `an NSAID` becomes `an nonsteroidal …`.
 * Judged by the first letters, so only where those of abbreviation and expansion sound different
 * for sure.
 */
export const expansionArticle: Check = ({article, tree}) => {
  const messages: Message[] = []
  if (!/^en(?:-|$)/i.test(article?.language ?? '')) return messages
  visitPlaces(tree, (node, path, index, parent) => {
    if (node.type !== 'term' || !node.first || !node.entry || !parent || !index) return undefined
    const {abbreviation, expansion} = node.entry
    const written = /(?:^|\s)(an?)\s$/i.exec(toString(parent.children[index - 1]))?.[1]
    if (!written || toString(node) !== abbreviation) return undefined
    const fits = written.length === 1 ? !/^[aio]/i.test(expansion) : /^[aeiouh]/i.test(expansion)
    if (fits) return undefined
    messages.push({
      ruleId: 'expansion-article',
      severity: 'warning',
      reason: `The page reads "${written} ${expansion} (${abbreviation})"; choose the other article`,
      path,
    })
    return undefined
  })
  return messages
}
