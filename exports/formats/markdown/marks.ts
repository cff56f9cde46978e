import type {Emphasis, Nodes, Parents, Strong} from 'mdast'

/** What may stand beside `*` without being taken for another: nothing, blanks, most punctuation. */
const apart = /^$|^[\s!-)+-/:-@[\]^`{-~“”‘’–—…]$/u

/** Nodes that are written between punctuation of their own. */
const enclosed = new Set('articleLink break citation link subscript superscript term'.split(' '))

/**
 * Whether Markdown's own stars can write a mark: it begins and ends with a letter or digit, and
 * nothing beside it is a star or part of the same word.
 *
 * Else it is written out: `:strong[…]`. Stars that touch are read in many ways.
 *
 * @see https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis
 */
export function canHaveStars(node: Strong | Emphasis, parent: Parents): boolean {
  const siblings: readonly Nodes[] = parent.children
  const index = siblings.indexOf(node)
  const inMark = parent.type === 'strong' || parent.type === 'emphasis'
  const [before, after] = [siblings[index - 1], siblings[index + 1]]
  if (inMark && (!before || !after)) return false
  return (
    isWordLike(node.children[0], 0) &&
    isWordLike(node.children.at(-1), -1) &&
    isApart(before, -1) &&
    isApart(after, 0)
  )
}

function isWordLike(node: Nodes | undefined, at: 0 | -1): boolean {
  return node?.type === 'text' && /^[\p{L}\p{N}]$/u.test(characterAt(node.value, at))
}

function isApart(node: Nodes | undefined, at: 0 | -1): boolean {
  if (!node || enclosed.has(node.type)) return true
  return node.type === 'text' && apart.test(characterAt(node.value, at))
}

function characterAt(value: string, at: 0 | -1): string {
  return Array.from(value).at(at) ?? ''
}
