import type {Role, Signer, Statement, UpdateType} from '#pipeline'

import type {ArticleRecords} from '../../records/records.ts'
import {deedWords, hasConflicts, hasNotice, type SignedDeed} from './deed-words.ts'
import {effectFault, instantOf} from './effect.ts'
import {usualUpdate} from './public-words.ts'
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
  /** Null: none, of a restoration. */
  update: UpdateType | null
  /** What the date-time input holds; null: it holds at once. */
  effective: string | null
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
    update: usualUpdate(deedWords[deed].kind),
    effective: null,
  }
}

/**
 * Is everything there that this deed needs?
 *
 * @param now UTC instant.
 */
export function isComplete(deed: SignedDeed, words: Words, now: string): boolean {
  const {conflicts, notice, reason} = words
  if (hasConflicts(deed)) return conflicts.trim() !== ''
  if (reason.trim() === '') return false
  return !hasNotice(deed) || (notice.trim() !== '' && effectFault(words, now) === null)
}

/**
 * Put the words of a form into a statement; what the kind says by itself is left out.
 *
 * @param lifts Id of the change request that it settles.
 */
export function sayingOf(deed: SignedDeed, words: Words, lifts?: string): Saying {
  const {conflicts, effective, isEmergency, notice, reason, role, severity, update} = words
  const {kind} = deedWords[deed]
  const instant = effective === null ? null : instantOf(effective)
  return {
    kind,
    role,
    ...(hasConflicts(deed) ? {conflicts: conflicts.trim()} : {reason: reason.trim()}),
    ...(hasNotice(deed) && {severity, notice: notice.trim()}),
    ...(hasNotice(deed) && update && update !== usualUpdate(kind) && {update}),
    ...(hasNotice(deed) && instant !== null && {effective: instant}),
    ...(deed === 'sign-off' && isEmergency && {emergency: true}),
    ...(lifts !== undefined && {lifts}),
  }
}
