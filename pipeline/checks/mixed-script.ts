import {findInTexts} from './find-in-texts.ts'

/**
 * No word mixes letters that look alike: a Cyrillic `а` in a Latin drug name is another name to
 * every machine.
 *
 * A Greek letter alone beside Latin ones is ordinary (`α-blocker`, `µg`); only the letters with a
 * Latin double count.
 *
 * @see https://www.unicode.org/reports/tr39/#Mixed_Script_Detection
 */
export const mixedScript = findInTexts(
  'mixed-script',
  /\p{sc=Latin}\p{M}*[\p{sc=Cyrillic}ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο]|[\p{sc=Cyrillic}ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο]\p{M}*\p{sc=Latin}/u,
  'is in a word of another script; retype the word',
)
