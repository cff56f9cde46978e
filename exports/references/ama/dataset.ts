import type {CslItem} from '#schemas'

import {sentence} from '../parts.ts'
import type {Part} from '../parts.ts'
import {dated} from './dates.ts'
import {authors} from './names.ts'
import {tail} from './tail.ts'

/**
 * `Authors. Title. Repository. Deposited Month D, YYYY. doi:…`
 *
 * @see AMA Manual of Style, 11th edition, 3.15
 */
export function dataset(item: CslItem): Part[] {
  const repository = item['container-title'] ?? item.publisher ?? ''
  return [
    ...sentence(authors(item)),
    ...sentence(item.title),
    ...(item.edition ? sentence(`Version ${item.edition.replace(/^v(?:ersion)?\s*/i, '')}`) : []),
    ...sentence({text: repository, italic: true}),
    ...sentence(dated('Deposited', item['available-date'] ?? item.issued)),
    ...tail(item),
  ]
}
