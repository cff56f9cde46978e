import type {CslItem, CslItemName} from '#schemas'

/**
 * Write authors as AMA does: `Eriksen EF, Straube A`.
 *
 * Up to six are all named; of more, or of a list that is cut, the first three and `et al`.
 */
export function authors(item: CslItem): string {
  return people(item.author ?? [], item.custom?.['more-authors'] === true)
}

/** Write editors, followed by `ed` or `eds`. */
export function editors(item: CslItem): string {
  const list = item.editor ?? []
  if (list.length === 0) return ''
  return `${people(list, false)}, ${list.length === 1 ? 'ed' : 'eds'}`
}

function people(list: readonly CslItemName[], cut: boolean): string {
  const names = list.map(person).filter((name) => name !== '')
  if (names.length === 0) return ''
  return names.length > 6 || cut ? [...names.slice(0, 3), 'et al'].join(', ') : names.join(', ')
}

function person({family, given, literal}: CslItemName): string {
  if (literal) return literal.trim()
  return [family?.trim(), initials(given ?? '')].filter(Boolean).join(' ')
}

/**
 * Shorten given names: `Erik F.` and `EF` are `EF`, `Jean-Paul` is `JP`; `Jr` stays behind them.
 */
function initials(given: string): string {
  const suffix = /[\s,]+(Jr|Sr|II|III|IV)\.?$/.exec(given)
  const letters = given
    .slice(0, suffix?.index)
    .split(/[\s.,\-\u2010\u2011]+/)
    .map((part) => (/^\p{Lu}{2,3}$/u.test(part) ? part : (Array.from(part)[0] ?? '')))
    .join('')
  return suffix ? `${letters} ${suffix[1]}`.trim() : letters
}
