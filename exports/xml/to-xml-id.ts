/** One character that an id may have behind its first, but for the underscore, which escapes. */
const nameCharacter =
  /^[-.\dA-Za-z\u00B7\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF\u{200C}-\u{200D}\u{203F}-\u{2040}\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{EFFFF}]$/u

/**
 * Write an id of a page as an XML name without a colon: two ids never become one.
 *
 * What a name cannot hold is `_` and its code point: `s-co₂` is `s-co₂`, `s-½` is `s-_bd_`.
 *
 * @param id
 *   Starts with a letter, as all ids of a page do.
 * @see https://www.w3.org/TR/xml/#NT-Name
 */
export function toXmlId(id: string): string {
  return Array.from(id, (character) =>
    nameCharacter.test(character) ? character : `_${character.codePointAt(0)?.toString(16)}_`,
  ).join('')
}
