import {amendRepository, type WrittenRepository} from '#exports'
import {
  effectiveOf,
  publicKeyFromBase64Url,
  updateOf,
  type Message,
  type VerifiedStatement,
  type Withdrawal,
} from '#pipeline'

import type {CommandInput} from '../command.ts'
import {lastProfiles} from '../export/known-profiles.ts'
import {noticeFiles} from '../export/notice-files.ts'
import {withdrawnArticle} from '../export/withdrawn-articles.ts'
import {clockWasAhead} from '../home/clock.ts'
import {readDeliverySettings} from '../home/delivery-settings.ts'
import type {OpenKey} from '../home/key-file.ts'
import {readRootFiles} from '../home/root-files.ts'
import type {TrustFile} from '../home/trust-file.ts'
import type {OutArticle, RepositoryFolder} from './read-repository.ts'
import type {recordInto} from './record-into.ts'

/** With what a repository is written that nothing is packed for. */
export interface Amending {
  trust: TrustFile
  release: OpenKey
  record: ReturnType<typeof recordInto>
}

/** A signed withdrawal, and what it reaches in a repository. */
export interface Reached {
  article: OutArticle
  verified: VerifiedStatement
}

/** Gather what every writing of a repository needs. */
export function writingFacts(input: CommandInput, {trust, release, record}: Amending) {
  const {home, now} = input
  return {
    trust: trust.text,
    rootKey: publicKeyFromBase64Url(trust.rootKey),
    roots: readRootFiles(home),
    signer: release,
    issued: now,
    clockWasAhead: clockWasAhead(input),
    headHours: readDeliverySettings(home).headHours,
    record,
  }
}

/** Take articles out of a repository, with the notice in their place; nothing is packed. */
export async function takeDown(
  input: CommandInput,
  store: RepositoryFolder,
  reached: readonly Reached[],
  amending: Amending,
): Promise<{written: WrittenRepository; findings: Message[]}> {
  const {home} = input
  const findings: Message[] = []
  const formats = lastProfiles(home).flatMap((profile) => profile.formats)
  const press = {home, trust: amending.trust.trust, formats, findings}
  const withdrawn = await Promise.all(
    reached.map(async ({article, verified}) => {
      const withdrawal = withdrawalOf(article, verified)
      const files = await noticeFiles(withdrawal, press)
      return withdrawnArticle(withdrawal, article.audiences, files)
    }),
  )
  const facts = writingFacts(input, amending)
  return {written: await amendRepository(store, {...facts, withdrawn}), findings}
}

/** What the gate would say of it, by what the repository knows. */
function withdrawalOf({entry, title, slug}: OutArticle, verified: VerifiedStatement): Withdrawal {
  const {kind, article, language} = entry
  const {edition, number, digest, at, severity} = verified.statement
  return {
    kind,
    article,
    edition,
    number,
    language,
    digest,
    slug: kind === 'article' ? slug : '',
    title,
    at,
    severity: severity ?? 'safety',
    update: updateOf(verified.statement) ?? 'withdrawal',
    effective: effectiveOf(verified.statement),
    statement: verified,
  }
}
