import {resolve} from 'node:path'

import {refreshHeads, type WrittenRepository} from '#exports'
import {effectiveOf, statementSeen, verifyStatements, type VerifiedStatement} from '#pipeline'

import {given} from '../arguments.ts'
import type {CommandInput} from '../command.ts'
import {readKeptStatements} from '../home/kept-statements.ts'
import {appendToLedger, readLedger} from '../home/ledger-file.ts'
import {withHomeLock} from '../home/lock.ts'
import {openReleaseKey, readTrustFile} from '../home/trust-file.ts'
import {refuseOlderTrust} from '../workspace/workspace.ts'
import {recordInto} from './record-into.ts'
import {readRepository} from './read-repository.ts'
import {takeDown, writingFacts} from './take-down.ts'

/** What a refresh of one repository did. */
export interface Refreshed {
  repository: string
  audiences: Array<{name: string; version: number; expires: string; renewed: boolean}>
  /** Editions that were taken out, since a withdrawal became effective. */
  takenOut: string[]
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
    const ledger = await readLedger(home)
    refuseOlderTrust(trust, ledger)
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
    for (const dir of dirs) {
      const {store, articles} = await readRepository(dir, trust.trust)
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
      refreshed.push({
        repository: resolve(dir),
        audiences: audiences.map((audience) => describe(audience, now)),
        takenOut: reached.map(({article}) => article.entry.edition),
      })
    }
    return refreshed
  })
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
