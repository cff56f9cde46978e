import {rangeOf} from './quote-of.ts'

const sheets = new WeakSet<Document>()

/** Mark the words that notes are about in a shown page, without changing the page. */
export function markQuotes(page: Document, quotes: readonly string[]): void {
  const view = page.defaultView
  if (!view?.CSS.highlights) return
  const ranges = quotes.flatMap((words) => rangeOf(page, words) ?? [])
  view.CSS.highlights.set('marrow-note', new view.Highlight(...ranges))
  if (sheets.has(page)) return
  sheets.add(page)
  // The page's own policy allows one style sheet; one that is made here is no part of the page.
  const sheet = new view.CSSStyleSheet()
  sheet.replaceSync('::highlight(marrow-note) {background-color: #ffd54a; color: #000}')
  page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet]
}

/** Scroll to words of a page, or to the element of an id. */
export function showPlace(page: Document, place: {id?: string; words?: string}): boolean {
  const element =
    place.id === undefined ? null : page.querySelector(`[id="${CSS.escape(place.id)}"]`)
  const target = element ?? rangeOf(page, place.words ?? '')?.startContainer.parentElement
  target?.scrollIntoView({block: 'center'})
  return target !== null && target !== undefined
}
