import type {Literal, Node} from 'unist'
import {visit} from 'unist-util-visit'

/** Reading speed of adults in plain prose. */
const wordsPerMinute = 200

/** A run of letters and digits; scripts without spaces count each character. */
const word =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]|[\p{L}\p{N}](?:(?![\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}])[^\s])*/gu

/** Count the words of a tree's text. */
export function countWords(tree: Node): number {
  let count = 0
  visit(tree, 'text', (node) => {
    count += (node as Literal & {value: string}).value.match(word)?.length ?? 0
  })
  return count
}

/** Minutes that an adult needs for so many words: whole ones, at least one. */
export function toReadingMinutes(words: number): number {
  return Math.max(1, Math.ceil(words / wordsPerMinute))
}
