import type {Statement, VerifiedStatement} from '../types.ts'
import {effectiveOf, isPending, updateOf, type UpdateType} from '../update-type.ts'
import type {AcceptedStatement} from '../verify-statement.ts'
import {futureFault} from './fits-edition.ts'
import type {Memory} from './ledger-memory.ts'
import type {Statements} from './read-statements.ts'

/** A withdrawal that counts: its document, or the ledger's memory of it. */
interface StandingWithdrawal {
  id: string
  article: string
  edition: string
  number: number
  language: string
  digest: string
  at: string
  signer: string
  severity: NonNullable<Statement['severity']>
  update: UpdateType
  /** UTC instant from which it holds. */
  effective: string
  statement: VerifiedStatement | null
}

/** Everything that takes editions of one article out. */
export interface Withdrawals {
  /** Those that hold by now, highest number first. */
  standing: StandingWithdrawal[]
  /** Those whose effective time lies ahead; they hold nothing yet. */
  pending: StandingWithdrawal[]
  /** Documents that say they withdraw, and prove nothing: they hold the article's next export. */
  unverifiable: Array<{id: string; message: string}>
}

/**
 * Gather the withdrawals of an article: one authorised signer is enough.
 *
 * The union of source and ledger: one whose document is gone still counts. One that names a later
 * effective time holds from that instant on. What the ledger knows is weakened by no clock that is
 * behind: neither is it from the future then, nor does it wait again for a time that has passed.
 */
export function withdrawalsOf(
  article: string,
  statements: Statements,
  memory: Memory,
  now: string,
): Withdrawals {
  const withdrawals = (statements.byArticle.get(article) ?? []).filter(
    ({verified}) => verified.statement.kind === 'withdrawal',
  )
  const early = withdrawals.filter(
    ({verified}) => !memory.firstSeen.has(verified.sha256) && futureFault(verified.statement, now),
  )
  const proven = new Set(withdrawals.map(({verified}) => verified.sha256))
  const remembered = (memory.statements.get(article) ?? []).filter(
    (seen) => seen.kind === 'withdrawal' && !proven.has(seen.statement),
  )

  const all = [
    ...withdrawals.filter((item) => !early.includes(item)).map(fromStatement),
    ...remembered.map((seen) => ({
      id: seen.id,
      article,
      edition: seen.edition,
      number: seen.number,
      language: seen.language,
      digest: seen.digest,
      at: seen.signedAt,
      signer: seen.signer,
      severity: seen.severity ?? 'safety',
      update: seen.update ?? 'withdrawal',
      effective: seen.effective ?? seen.signedAt,
      statement: null,
    })),
  ].toSorted((a, b) => b.number - a.number || Date.parse(b.at) - Date.parse(a.at))
  const taken = memory.withdrawnAt.get(article) ?? now
  const time = Date.parse(taken) > Date.parse(now) ? taken : now
  return {
    standing: all.filter((one) => !isPending(one, time)),
    pending: all.filter((one) => isPending(one, time)),
    unverifiable: [
      ...(statements.brokenWithdrawals.get(article) ?? []),
      ...early.map(({verified: {id}}) => ({id, message: 'It is dated ahead of now'})),
    ].map(({id, message}) => ({id, message})),
  }
}

function fromStatement({verified}: AcceptedStatement): StandingWithdrawal {
  const {article, edition, number, language, digest, at, signer, severity} = verified.statement
  return {
    id: verified.id,
    article,
    edition,
    number,
    language,
    digest,
    at,
    signer: signer.id,
    severity: severity ?? 'safety',
    update: updateOf(verified.statement) ?? 'withdrawal',
    effective: effectiveOf(verified.statement),
    statement: verified,
  }
}
