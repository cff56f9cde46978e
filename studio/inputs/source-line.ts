/** What a line about a work is made from; what is not known is left out. */
export interface SourceFacts {
  author?: unknown
  container?: unknown
  containerTitle?: unknown
  publisher?: unknown
  year?: unknown
}

/** Say who wrote a work, where it appeared and when: `Eriksen · Bonekey Rep · 2015`. */
export function sourceLine(facts: SourceFacts): string {
  const place = [facts.container, facts.containerTitle, facts.publisher].find(isText)
  const year = typeof facts.year === 'number' ? String(facts.year) : undefined
  return [nameOf(facts.author), place, year].filter(isText).join(' · ')
}

function nameOf(author: unknown): string | undefined {
  if (typeof author !== 'object' || author === null) return undefined
  const {family, literal} = author as {family?: unknown; literal?: unknown}
  return [family, literal].find(isText)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
