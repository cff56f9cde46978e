import {resolve} from 'node:path'

import {requireClock} from '#exports'
import {
  draftStatement,
  signStatement,
  statementDocument,
  statementSeen,
  verifyStatements,
  type Message,
  type StatementDocument,
  type VerifiedStatement,
} from '#pipeline'

import {given, onePositional, required} from '../arguments.ts'
import type {CommandInput} from '../command.ts'
import {CommandError} from '../fault.ts'
import {clockWasAhead, requireLedgerClock} from '../home/clock.ts'
import {keepStatement} from '../home/kept-statements.ts'
import {appendToLedger, readLedger} from '../home/ledger-file.ts'
import {withHomeLock} from '../home/lock.ts'
import type {OpenKey} from '../home/key-file.ts'
import {openKey, openReleaseKey, readTrustFile, type TrustFile} from '../home/trust-file.ts'
import {refuseOlderTrust} from '../workspace/workspace.ts'
import type {Saying} from '../workspace/sign-edition.ts'
import {roleOf, signerIn, zoneOf} from '../workspace/statement-command.ts'
import {confirm} from './confirm.ts'
import {leftOver, type Left} from './left-over.ts'
import {recordInto} from './record-into.ts'
import {readRepository, type OutArticle, type OutList} from './read-repository.ts'
import {describeEffect, takeDownEffect, type TakeDownEffect} from './take-down-effect.ts'
import {takeDown} from './take-down.ts'

/** What was withdrawn, from where. */
export interface TakenDown {
  statement: StatementDocument
  signer: string
  effects: TakeDownEffect[]
  /** Whether the repositories were changed: not before the withdrawal is effective. */
  isOut: boolean
  /** Notices that could not be made. */
  findings: Message[]
}

/**
 * Withdraw an article by what repositories say is out, without any lake: sign, enter the ledger, and
 * only then take it out of them.
 *
 * The statement waits in the home for the lake. Nothing is signed before somebody confirms.
 *
 * @param say What the statement says.
 */
export function withdrawFromRepository(
  input: CommandInput,
  dirs: readonly string[],
  say: Pick<Saying, 'reason' | 'notice' | 'severity' | 'update' | 'effective'>,
): Promise<TakenDown> {
  const wanted = onePositional(input, 'article')
  const id = required(input, 'as')
  const keyPath = required(input, 'key')
  return withHomeLock(input.home, async () => {
    const {home, env, now} = input
    const trust = await readTrustFile(home, given(input, 'trust'))
    const written = await readLedger(home)
    refuseOlderTrust(trust, written)
    const ledger = await requireLedgerClock(input, written)
    const signer = signerIn(trust.trust, id)
    const found = await findOut(dirs, wanted, trust)
    const key = await openKey(home, keyPath, env)
    const release = await openReleaseKey(home, trust.trust, env)
    const effects = found.map(({dir, article}) => takeDownEffect(dir, article))
    const isOut = Date.parse(say.effective ?? now) <= Date.parse(now)
    if (isOut) await requireWritable(input, found)
    await confirm(input, effects.map(describeEffect).join('\n\n'))

    const newest = found.map(({article}) => article).toSorted(byNumber)[0]!
    const {statement, verified} = await signWithdrawal(newest, trust, key, {
      ...say,
      kind: 'withdrawal',
      role: roleOf(input, signer),
      at: now,
      zone: zoneOf(input),
    })
    keepStatement(home, statement)
    const seen = await appendToLedger(home, ledger, [statementSeen(verified)], now)
    const amending = {trust, release, record: recordInto(input, seen)}
    const findings: Message[] = []
    const left: Left[] = []
    for (const {dir, list, article} of isOut ? found : []) {
      try {
        const down = await takeDown(input, list.store, [{article, verified}], amending)
        findings.push(...down.findings)
      } catch (error) {
        left.push({dir, error})
      }
    }
    if (left.length > 0) throw unfinished(left)
    return {statement, signer: signer.name, effects, isOut, findings}
  })
}

/** Make sure that repositories can be written before anything is signed. @throws `RepositoryError` */
async function requireWritable(input: CommandInput, found: readonly Found[]): Promise<void> {
  const clock = {issued: input.now, clockWasAhead: clockWasAhead(input)}
  for (const {list} of found) {
    requireClock(list.heads, clock)
    const lock = await list.store.lock()
    await lock.release()
  }
}

/** What is signed holds: say where the article still is, and what finishes it. */
function unfinished(left: readonly Left[]): CommandError {
  return leftOver(
    left,
    (why, dirs) =>
      `The withdrawal is signed and waits in the home, but the article is still out. ${why}. Then \`refresh ${dirs}\` takes it out`,
  )
}

interface Found {
  dir: string
  list: OutList
  article: OutArticle
}

/** Find an article that is out by id, slug or edition. @throws `not-found` with what is known of it. */
async function findOut(
  dirs: readonly string[],
  wanted: string,
  {trust}: TrustFile,
): Promise<Found[]> {
  const found: Found[] = []
  for (const dir of dirs) {
    const list = await readRepository(dir, trust)
    const article = list.articles.find(({entry, slug}) =>
      [entry.article, entry.edition, slug].includes(wanted),
    )
    if (article) found.push({dir: resolve(dir), list, article})
    else {
      const entry = list.gone.get(wanted)
      throw new CommandError(
        'not-found',
        entry
          ? `${wanted} is out of ${dir} already: it is ${entry.status}`
          : `${wanted} is not in ${dir}, which has ${list.articles.map(({entry}) => entry.article).join(', ') || 'nothing'}`,
      )
    }
  }
  return found
}

function byNumber(a: OutArticle, b: OutArticle): number {
  return b.entry.number - a.entry.number
}

/** @throws `trust` when the trust file does not let this key say that. */
async function signWithdrawal(
  {entry}: OutArticle,
  {trust}: TrustFile,
  key: OpenKey,
  saying: Saying,
): Promise<{statement: StatementDocument; verified: VerifiedStatement}> {
  const {edition: id, digest, article, number, language} = entry
  const draft = await draftStatement(
    {...saying, edition: {id, digest, article, number, language}, keyid: key.keyid},
    trust,
  )
  const statement = await statementDocument(
    await signStatement(draft, (bytes) => key.sign(bytes)),
    draft.statement,
  )
  const [check] = await verifyStatements([statement], trust)
  if (check && !('refusal' in check)) return {statement, verified: check.verified}
  throw new CommandError(
    'trust',
    `The statement does not count: ${check?.refusal.message ?? 'it cannot be read'}`,
  )
}
