import {
  effectiveOf,
  type RefusedStatement,
  type Statement,
  type StatementCheck,
  type VerifiedStatement,
} from '#pipeline'

import type {ArticleRecords} from '../../records/records.ts'
import {zonedMomentOf} from '../parts/dates.ts'
import {updateTitle} from '../parts/update-words.ts'
import {pendingIn} from '../standing/pending-in.ts'
import {statementFaults} from '../standing/statement-faults.ts'

/** One thing that happened to an article. */
export interface TimelineEvent {
  key: string
  /** UTC instant; of a signature it is the signer's claim. */
  at: string
  /** Names. */
  who: string
  /** What happened, such as “signed off version 3”. */
  what: string
  /** What it meant. */
  meaning: string
  /** Reason or public words. */
  words: string[]
  version: number | null
  /** `holds`: the signature verifies; `fails`: it does not count; `recorded`: nothing to verify. */
  verdict: 'holds' | 'fails' | 'recorded'
  /** Why it does not count. */
  why: string | null
  /** Does it wait for its time, and changes nothing before? */
  isPending: boolean
  /** Digests and proofs, for those who want them. */
  proof: Array<[label: string, value: string]>
}

/** Tell the story of an article, newest first. */
export function timelineOf(
  records: ArticleRecords,
  nameOf: (identity: string) => string,
): TimelineEvent[] {
  const events = [
    ...records.versions.map((version) => submission(version, nameOf)),
    ...records.checks.map((check) => signature(check, records)),
    ...records.ledger.flatMap(exported),
  ]
  return events.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
}

/** What each kind of statement did, of a version. */
const deeds: Readonly<Record<Statement['kind'], string>> = {
  'sign-off': 'signed off',
  reaffirmation: 'reaffirmed',
  'change-request': 'asked for changes to',
  correction: 'attached a correction to',
  withdrawal: 'withdrew',
  restoration: 'asked to restore',
}

/** What a signature means, in words. */
export const meanings: Readonly<Record<string, string>> = {
  'medical-review': 'Medical review: the text is right and complete as it stands',
  'editorial-review': 'Editorial review: the text is clear, sourced and follows the policy',
  'publisher-review': 'Publisher’s review: the text may go out under this name',
  emergency: 'Emergency sign-off: it may go out now, and needs every signature by the deadline',
  reaffirmation: 'The text still stands: its review date moves on',
  'change-request': 'The version is held until its changes are made or the request is settled',
  correction: 'Readers see these words with the text',
  withdrawal: 'This version and all before it are taken out',
  restoration: 'The version may go out again once every required role asked for it',
}

function submission(
  {digest, document, id, number, payload}: ArticleRecords['versions'][number],
  nameOf: (identity: string) => string,
): TimelineEvent {
  const stored = document['_createdAt']
  const sealedAt = payload?.sealedAt ?? (typeof stored === 'string' ? stored : '')
  return {
    key: id,
    at: sealedAt,
    who: payload ? payload.contributors.map(nameOf).join(', ') : 'Somebody',
    what: payload ? `wrote version ${number}, submitted for review` : `stored version ${number}`,
    meaning: payload
      ? 'Sealed: nobody can change it. Who wrote it cannot sign it'
      : 'It was altered, or is no version: it never goes out',
    words: payload?.changeNote ? [payload.changeNote] : [],
    version: number,
    verdict: payload ? 'recorded' : 'fails',
    why: payload ? null : 'The stored text does not have the digest that it claims',
    isPending: false,
    proof: [
      ['Version', id],
      ['Digest', digest],
    ],
  }
}

function signature(check: StatementCheck, records: ArticleRecords): TimelineEvent {
  return 'refusal' in check ? failed(check) : verified(check.verified, records)
}

function verified(
  {firstSeen, id, keyid, sha256, statement}: VerifiedStatement,
  records: ArticleRecords,
): TimelineEvent {
  const {at, conflicts, credentials, number} = {...statement, ...statement.signer}
  const fault = statementFaults(records).get(id)
  return {
    key: id,
    at,
    who: [statement.signer.name, ...credentials].join(', '),
    what: whatOf(statement),
    meaning: statement.lifts
      ? 'An earlier request of theirs is settled'
      : (meanings[statement.meaning] ?? statement.meaning),
    words: [...wordsOf(statement), ...(conflicts ? [`Conflicts of interest: ${conflicts}`] : [])],
    version: number,
    verdict: fault ? 'fails' : 'holds',
    why: fault ?? null,
    isPending: pendingIn(records).has(id),
    proof: [
      ['Statement', id],
      ['Signed with', `${statement.method === 'passkey' ? 'passkey' : 'software key'} ${keyid}`],
      ['Version’s digest', statement.digest],
      ...(statement.text
        ? [['Digest of the text', statement.text.digest] as [string, string]]
        : []),
      ['Rules', statement.rules],
      ['Envelope', sha256],
      ['First seen by the ledger', firstSeen ?? 'not yet'],
    ],
  }
}

function whatOf({kind, lifts, number}: Statement): string {
  return lifts
    ? `settled a change request about version ${number}`
    : `${deeds[kind]} version ${number}`
}

function failed({claims, refusal}: RefusedStatement): TimelineEvent {
  return {
    key: refusal.statement,
    at: claims?.at ?? '',
    who: claims ? `Somebody in the name of ${claims.signer.name}` : 'Somebody',
    what: claims ? whatOf(claims) : 'stored a statement that cannot be read',
    meaning: 'It counts for nothing',
    // Words that nobody stands for are not shown.
    words: [],
    version: claims?.number ?? null,
    verdict: 'fails',
    why: `${refusal.message} (${refusal.code})`,
    isPending: false,
    proof: [['Statement', refusal.statement]],
  }
}

function wordsOf(statement: Statement): string[] {
  const {notice, reason, severity} = statement
  const update = updateTitle(statement)
  return [
    ...(update === null
      ? []
      : [`Update type: ${update}`, `Takes effect: ${zonedMomentOf(effectiveOf(statement))}`]),
    ...(severity ? [`Severity: ${severity}`] : []),
    ...(reason ? [reason] : []),
    ...(notice ? [`Notice: ${notice}`] : []),
  ]
}

function exported(entry: ArticleRecords['ledger'][number]): TimelineEvent[] {
  if (entry.event === 'exported') {
    return [
      {
        ...marrowDid(entry.seq, entry.at),
        what: `exported version ${entry.number}`,
        meaning: 'It is what publishers get',
        version: entry.number,
        proof: [
          ['Digest', entry.digest],
          ['Bundle', entry.bundle],
        ],
      },
    ]
  }
  if (entry.event !== 'removed') return []
  return [
    {
      ...marrowDid(entry.seq, entry.at),
      what: 'took the article out',
      meaning: `Publishers are told to remove it (${entry.because})`,
      version: null,
      proof: [],
    },
  ]
}

function marrowDid(seq: number, at: string) {
  return {
    key: `ledger-${seq}`,
    at,
    who: 'Marrow',
    words: [],
    verdict: 'recorded' as const,
    why: null,
    isPending: false,
  }
}
