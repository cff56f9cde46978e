import type {Withdrawal} from './approval/admission/admission.ts'
import type {Trust} from './approval/types.ts'
import type {UpdateType} from './approval/update-type.ts'
import {directionOf} from './direction.ts'

/** What takes an edition out. */
type RemovingType = Extract<UpdateType, 'removal' | 'retraction' | 'withdrawal'>

/**
 * What is said in the place of an edition that was withdrawn. All that a format sees of it.
 *
 * Its words are those of the verified withdrawal; of the edition it has the title and no other
 * word.
 */
export interface WithdrawalNotice {
  kind: 'article' | 'site'
  article: string
  /** BCP 47. */
  language: string
  direction: 'ltr' | 'rtl'
  /** Of the highest signed edition that was taken out; empty where none could be read. */
  title: string
  slug: string
  /** The edition that the withdrawal names: this one and all lower ones are out. */
  edition: string
  number: number
  /** Hex. */
  digest: string
  update: RemovingType
  severity: Withdrawal['severity']
  /** UTC instant from which it holds. */
  effective: string
  /** UTC instant of signing. */
  withdrawnAt: string
  /** Public words; null where the signer gave none, or the statement is gone. */
  text: string | null
  /** Id of the statement; null where it is gone, and only the ledger remembers. */
  statement: string | null
  publisher: {name: string; url?: string}
  /** Signed with sample keys. */
  sample: boolean
}

/** Compose the notice of a withdrawal that stands. */
export function composeNotice(
  withdrawal: Withdrawal,
  {publisher, sample}: Pick<Trust, 'publisher' | 'sample'>,
): WithdrawalNotice {
  const {kind, article, language, title, slug, edition, number, digest} = withdrawal
  const {severity, effective, at, statement} = withdrawal
  return {
    kind,
    article,
    language,
    direction: directionOf(language),
    title,
    slug,
    edition,
    number,
    digest,
    update: removingType(withdrawal.update),
    severity,
    effective,
    withdrawnAt: at,
    text: statement?.statement.notice ?? null,
    statement: statement?.id ?? null,
    publisher: {...publisher},
    sample,
  }
}

/** The schema lets a withdrawal have no other; a ledger may say anything. */
function removingType(update: UpdateType): RemovingType {
  return update === 'removal' || update === 'retraction' ? update : 'withdrawal'
}
