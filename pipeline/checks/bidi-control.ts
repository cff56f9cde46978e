import {findInTexts} from './find-in-texts.ts'

/**
 * No text turns its own direction around: with overrides and embeddings it can read otherwise than
 * it is stored.
 *
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
export const bidiControl = findInTexts(
  'bidi-control',
  /[\u202A-\u202E\u2066-\u2069]/u,
  'changes the direction of the text; retype the words without it',
)
