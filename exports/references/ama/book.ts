import type {CslItem} from '#schemas'

import {sentence} from '../parts.ts'
import type {Part} from '../parts.ts'
import {yearOf} from './dates.ts'
import {pageRange} from './journal-article.ts'
import {authors, editors} from './names.ts'
import {tail} from './tail.ts'

/**
 * `Authors. Title. 2nd ed. Publisher; Year. doi:…`; editors stand for authors where there are none.
 *
 * @see AMA Manual of Style, 11th edition, 3.12
 */
export function book(item: CslItem): Part[] {
  const by = authors(item)
  return [
    ...sentence(by || editors(item)),
    ...volume(item, item.title),
    ...(by ? sentence(editors(item)) : []),
    ...sentence(edition(item.edition)),
    ...sentence(publication(item)),
    ...tail(item),
  ]
}

/**
 * `Authors. Chapter. In: Editors, eds. Title. 2nd ed. Publisher; Year:pages. doi:…`
 *
 * @see AMA Manual of Style, 11th edition, 3.12.4
 */
export function chapter(item: CslItem): Part[] {
  const by = editors(item)
  return [
    ...sentence(authors(item)),
    ...sentence(item.title),
    {text: 'In: '},
    ...sentence(by),
    ...volume(item, item['container-title'] ?? ''),
    ...sentence(edition(item.edition)),
    ...sentence(publication(item)),
    ...tail(item),
  ]
}

function volume(item: CslItem, title: string): Part[] {
  return [
    ...sentence({text: title, italic: true}),
    ...(item.volume ? sentence(`Vol ${item.volume}`) : []),
  ]
}

/** Write an edition: `2` is `2nd ed`; the first is not named; words stay as they are. */
function edition(value: string | undefined): string {
  const text = value?.trim() ?? ''
  if (text === '' || /^(?:1|1st|first)(?: ed(?:ition|\.)?)?$/i.test(text)) return ''
  if (/^\d+$/.test(text)) return `${text}${ordinal(Number(text))} ed`
  if (/\bed\.?$/i.test(text)) return text.replace(/\.$/, '')
  return `${text.replace(/\s+edition$/i, '')} ed`
}

function ordinal(number: number): string {
  const teen = number % 100 > 10 && number % 100 < 14
  return (teen ? undefined : ['', 'st', 'nd', 'rd'][number % 10]) || 'th'
}

/** Write `Publisher; Year:pages`, as far as it is known. */
export function publication(item: CslItem): string {
  const whole = [item.publisher?.replace(/\.$/, ''), yearOf(item.issued)].filter(Boolean).join('; ')
  const pages = pageRange(item.page)
  return whole && pages ? `${whole}:${pages}` : whole
}
