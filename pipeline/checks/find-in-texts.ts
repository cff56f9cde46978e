import type {Check} from './check.ts'

/**
 * Make a check that no text has a match of a pattern; one message a text, the text untouched.
 *
 * @param pattern
 *   Without the flag `g`; the message names the first match by a character that is not Latin.
 * @param fault
 *   Goes on from `The character U+202E`.
 */
export function findInTexts(ruleId: string, pattern: RegExp, fault: string): Check {
  return ({leaves}) =>
    leaves.flatMap(({path, value}) => {
      const match = pattern.exec(value)?.[0]
      if (match === undefined) return []
      const code =
        Array.from(match).findLast((character) => !/\p{sc=Latin}/u.test(character)) ?? match
      const name = code.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')
      return [{ruleId, severity: 'warning', reason: `The character U+${name} ${fault}`, path}]
    })
}
