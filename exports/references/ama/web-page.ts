import type {CslItem} from '#schemas'

import {sentence} from '../parts.ts'
import type {Part} from '../parts.ts'
import {dated} from './dates.ts'
import {authors} from './names.ts'
import {tail} from './tail.ts'

/**
 * `Author. Title. Site. Published Month D, YYYY. Accessed Month D, YYYY. URL`; a site that is its
 * own author is named once.
 *
 * @see AMA Manual of Style, 11th edition, 3.15.3
 */
export function webPage(item: CslItem): Part[] {
  const by = authors(item)
  const site = item['container-title'] ?? item.publisher ?? ''
  return [
    ...sentence(by),
    ...sentence(item.title),
    ...sentence(site === by ? '' : site),
    ...sentence(dated('Published', item['available-date'] ?? item.issued)),
    ...tail(item),
  ]
}
