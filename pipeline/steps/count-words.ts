import type {Nodes} from 'mdast'
import {visit} from 'unist-util-visit'

/** Reading speed of adults in plain prose. */
const wordsPerMinute = 200

/** A run of letters and digits; Chinese and Japanese count each character. */
const word =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]|[\p{L}\p{N}](?:(?![\p{sc=Han}\p{sc=Hira}\p{sc=Kana}])[^\s])*/gu

/** Count the words of a tree's text. */
export function countWords(tree: Nodes): number {
  let count = 0
  visit(tree, 'text', (node) => {
    count += node.value.match(word)?.length ?? 0
  })
  return count
}

/** Minutes that an adult needs for so many words: whole ones, at least one. */
export function toReadingMinutes(words: number): number {
  return Math.max(1, Math.ceil(words / wordsPerMinute))
}
