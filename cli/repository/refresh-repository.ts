import {resolve} from 'node:path'

import {refreshHeads, type WrittenRepository} from '#exports'
import {effectiveOf, statementSeen, verifyStatements, type VerifiedStatement} from '#pipeline'

import {given} from '../arguments.ts'
import type {CommandInput} from '../command.ts'
import {requireLedgerClock} from '../home/clock.ts'
import {readKeptStatements} from '../home/kept-statements.ts'
import {appendToLedger, readLedger} from '../home/ledger-file.ts'
import {withHomeLock} from '../home/lock.ts'
import {openReleaseKey, readTrustFile} from '../home/trust-file.ts'
import {refuseOlderTrust} from '../workspace/workspace.ts'
import {leftOver, type Left} from './left-over.ts'
import {recordInto} from './record-into.ts'
import {readRepository} from './read-repository.ts'
import {takeDown, writingFacts, type Amending} from './take-down.ts'

/** What a refresh of one repository did. */
export interface Refreshed {
  repository: string
  audiences: Array<{name: string; version: number; expires: string; renewed: boolean}>
  /** Editions that were taken out, since a withdrawal became effective. */
  takenOut: string[]
  /** Editions whose bundle a compromised key signed: readers refuse it until an export signs it anew. */
  refused: string[]
}

/**
 * Renew the heads of repositories, and take out what a withdrawal that waits in the home has reached;
 * nothing is packed, and the lake is not asked.
 */
export function refreshRepositories(
  input: CommandInput,
  dirs: readonly string[],
): Promise<Refreshed[]> {
  return withHomeLock(input.home, async () => {
    const {home, env, now} = input
    const trust = await readTrustFile(home, given(input, 'trust'))
    const written = await readLedger(home)
    refuseOlderTrust(trust, written)
    const ledger = await requireLedgerClock(input, written)
    const signer = await openReleaseKey(home, trust.trust, env)
    const checks = await verifyStatements(await readKeptStatements(home), trust.trust)
    const kept = checks.flatMap((check) => ('refusal' in check ? [] : [check.verified]))
    const due = kept.filter((verified) => isDue(verified, now))
    // A process may have died between signing and the ledger.
    const seen = new Set(
      ledger.map((entry) => (entry.event === 'statement-seen' ? entry.statement : '')),
    )
    const news = kept.filter(({sha256}) => !seen.has(sha256)).map(statementSeen)
    const entries = await appendToLedger(home, ledger, news, now)
    const amending = {trust, release: signer, record: recordInto(input, entries)}
    const refreshed: Refreshed[] = []
    const left: Left[] = []
    for (const dir of dirs) {
      try {
        refreshed.push(await refreshOne(input, dir, due, amending))
      } catch (error) {
        // What is wrong with one must not let the heads of the others run out.
        if (dirs.length === 1) throw error
        left.push({dir, error})
      }
    }
    if (left.length === 0) return refreshed
    throw leftOver(
      left,
      (why, again) =>
        `${refreshed.length} of ${dirs.length} repositories are refreshed. ${why}. Then run \`refresh ${again}\``,
    )
  })
}

async function refreshOne(
  input: CommandInput,
  dir: string,
  due: readonly VerifiedStatement[],
  amending: Amending,
): Promise<Refreshed> {
  const {trust} = amending.trust
  const {store, articles} = await readRepository(dir, trust)
  const reached = articles.flatMap((article) => {
    const {entry} = article
    const verified = due.find(
      ({statement}) => statement.article === entry.article && statement.number >= entry.number,
    )
    return verified ? [{article, verified}] : []
  })
  const audiences =
    reached.length === 0
      ? await refreshHeads(store, writingFacts(input, amending))
      : (await takeDown(input, store, reached, amending)).written.audiences
  const distrusted = new Set(
    trust.release.filter(({revoked}) => revoked?.because === 'compromised').map(({keyid}) => keyid),
  )
  return {
    repository: resolve(dir),
    audiences: audiences.map((audience) => describe(audience, input.now)),
    takenOut: reached.map(({article}) => article.entry.edition),
    refused: articles
      .filter((article) => !reached.some((one) => one.article === article))
      .filter(({signedBy}) => distrusted.has(signedBy))
      .map(({entry}) => entry.edition),
  }
}

function isDue({statement}: VerifiedStatement, now: string): boolean {
  return statement.kind === 'withdrawal' && Date.parse(effectiveOf(statement)) <= Date.parse(now)
}

function describe(
  {name, head}: WrittenRepository['audiences'][number],
  now: string,
): Refreshed['audiences'][number] {
  return {name, version: head.version, expires: head.expires, renewed: head.issued === now}
}
