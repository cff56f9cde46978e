const signs = [
  /^#{1,6} \S/m,
  /^\|?[ :]*-{3,}[ :]*\|/m,
  /^:{2,3}[a-z]+/m,
  /:(?:cite|term|article)[[{]/,
  /\]\((?:https?:\/\/|mailto:)/,
  /\*\*\S[^*\n]*\*\*/,
  /^\[\^[^\]]+\]:/m,
  /^> \S/m,
]

/**
 * Tell whether plain text is Markdown: by a sign that prose does not have, or by a list.
 */
export function looksLikeMarkdown(text: string): boolean {
  if (signs.some((sign) => sign.test(text))) return true
  const items = text.match(/^ {0,3}(?:[-*+]|\d{1,3}[.)]) \S/gm) ?? []
  return items.length >= 2
}
