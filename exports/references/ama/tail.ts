import type {CslItem} from '#schemas'

import {address, doi, pubMed, pubMedCentral} from '../identifiers.ts'
import {sentence} from '../parts.ts'
import type {Part} from '../parts.ts'
import {dated} from './dates.ts'

/**
 * Write what a reference ends with: the DOI, or where there is none the day of access and the
 * address; then PubMed's ids, which AMA allows and which readers can follow.
 */
export function tail(item: CslItem): Part[] {
  const main = doi(item)
  const url = main ? undefined : address(item)
  const ends = [main ?? url, pubMed(item), pubMedCentral(item)].filter((part) => part !== undefined)
  return [
    ...(url ? sentence(dated('Accessed', item.accessed)) : []),
    ...ends.flatMap((part, index) => (index > 0 ? [{text: ' '}, part] : [part])),
  ]
}
