import {findInTexts} from './find-in-texts.ts'

/**
 * No text has characters that nobody sees.
 *
 * Joiners are letters' business in scripts that join (Persian, Hindi) and in emoji; between Latin,
 * Greek or Cyrillic letters and digits they hide.
 */
export const zeroWidth = findInTexts(
  'zero-width',
  /[\u00AD\u180E\u200B\u2060-\u2064\uFEFF]|(?<=[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\d])[\u200C\u200D]/u,
  'cannot be seen; retype the words without it',
)
