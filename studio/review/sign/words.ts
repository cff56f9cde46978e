import type {Role, Signer, Statement} from '#pipeline'

import type {ArticleRecords} from '../../records/records.ts'
import {deedWords, hasConflicts, hasNotice, type SignedDeed} from './deed-words.ts'
import type {Saying} from './statement-wish.ts'

/** What a signer fills in. */
export interface Words {
  role: Role
  isEmergency: boolean
  /** Empty: there are none. */
  conflicts: string
  reason: string
  severity: NonNullable<Statement['severity']>
  notice: string
}

/** What one says who has nothing to declare. */
const noConflicts = 'No conflicts of interest'

/** What the form starts with: the signer's last declaration, so that it is read and not typed. */
export function firstWords(
  deed: SignedDeed,
  roles: readonly Role[],
  {checks}: Pick<ArticleRecords, 'checks'>,
  signer: Signer | null,
): Words {
  const mine = checks
    .flatMap((check) => ('refusal' in check ? [] : check.verified.statement))
    .filter((statement) => statement.signer.id === signer?.id && statement.conflicts)
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
  return {
    role: roles[0] ?? 'editor',
    isEmergency: false,
    conflicts: mine[0]?.conflicts ?? noConflicts,
    reason: '',
    severity: deed === 'withdraw' ? 'safety' : 'editorial',
    notice: '',
  }
}

/** Is everything there that this deed needs? */
export function isComplete(deed: SignedDeed, {conflicts, notice, reason}: Words): boolean {
  if (hasConflicts(deed)) return conflicts.trim() !== ''
  if (reason.trim() === '') return false
  return !hasNotice(deed) || notice.trim() !== ''
}

/**
 * Put the words of a form into a statement.
 *
 * @param lifts Id of the change request that it settles.
 */
export function sayingOf(deed: SignedDeed, words: Words, lifts?: string): Saying {
  const {conflicts, isEmergency, notice, reason, role, severity} = words
  return {
    kind: deedWords[deed].kind,
    role,
    ...(hasConflicts(deed) ? {conflicts: conflicts.trim()} : {reason: reason.trim()}),
    ...(hasNotice(deed) && {severity, notice: notice.trim()}),
    ...(deed === 'sign-off' && isEmergency && {emergency: true}),
    ...(lifts !== undefined && {lifts}),
  }
}
