import type {Quorum} from '#pipeline'

import {listOf} from '../submit/summary-of.ts'
import {roleNames} from './signer-of.ts'

const counts = ['no', 'one', 'two', 'three', 'four']

/** Say whose signatures are asked for, such as “one editor and two medical experts”. */
export function missingRoleNames(quorum: readonly Quorum[]): string {
  const people = quorum
    .filter(({count}) => count > 0)
    .map(({role, count}) => `${counts[count] ?? count} ${roleNames[role]}${count === 1 ? '' : 's'}`)
  return people.length === 0 ? 'no signature' : `the signature of ${listOf(people)}`
}
