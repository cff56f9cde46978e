import type {CslItem, CslItemName} from '#schemas'

/** Stand for `<` and for the end of a list of authors that is cut; in no sealed text. */
const lessThan = '\uE0F0'
const cut = '\uE0F1'

/**
 * Prepare a work for citeproc, which would read `<i>` in a title as markup, and has no word for a
 * list of authors that is cut.
 */
export function protect(item: CslItem): object {
  const {custom, author = [], ...rest} = item
  const names: CslItemName[] = custom?.['more-authors'] ? [...author, {literal: cut}] : author
  const safe = deep({...rest, ...(names.length > 0 && {author: names})}) as object
  return {...safe, id: 'reference'}
}

/** Undo `protect` in what citeproc wrote. */
export function restore(text: string): string {
  return text
    .replaceAll(new RegExp(`,?\\s*(?:(?:&|and)\\s+)?${cut}\\.?`, 'g'), ', et al.')
    .replaceAll(lessThan, '<')
}

function deep(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('<', lessThan)
  if (Array.isArray(value)) return value.map(deep)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, deep(member)]))
}
