import {compareText, sha256Hex} from '#schemas'

import {hasId, parseEditionId} from '../document-id.ts'
import {own} from '../record.ts'
import {statementId} from '../statement.ts'
import type {RawDocument, RefusalCode, Statement, Trust, VerifiedStatement} from '../types.ts'
import {
  verifyStatements,
  type AcceptedStatement,
  type RefusedStatement,
} from '../verify-statement.ts'
import type {Memory} from './ledger-memory.ts'

/** A stored statement that does not count. */
export interface BrokenStatement {
  /** Document id. */
  id: string
  code: RefusalCode
  message: string
  /** What it says, if it can be read; nobody stands for it. */
  claims: Statement | null
  /** What the document's own fields say. */
  edition: string | null
  kind: string | null
  /** It is stored under the id of its envelope, and its fields agree with that. */
  intact: boolean
  /** Editions that it may have been about before it was altered. */
  holds: string[]
}

/** Every stored statement, judged, and indexed by the editions that it names. */
export interface Statements {
  verified: VerifiedStatement[]
  broken: BrokenStatement[]
  /** Sha256 of every envelope that is stored as it was, whether it counts or not. */
  present: ReadonlySet<string>
  /** By edition id or digest, whichever they name. */
  about: (edition: {id: string; digest: string}) => AcceptedStatement[]
  /** By article. */
  byArticle: ReadonlyMap<string, AcceptedStatement[]>
  /** Broken ones that name the edition, and sound ones that are filed under it but name another. */
  brokenAbout: (edition: string) => BrokenStatement[]
  /** Broken withdrawals that name the article or one of its editions. */
  brokenWithdrawals: ReadonlyMap<string, BrokenStatement[]>
}

/**
 * Verify all statements, each by itself: one that cannot be judged counts as broken.
 */
export async function readStatements(
  stored: readonly RawDocument[],
  trust: Trust,
  memory: Memory,
): Promise<Statements> {
  const documents = stored.filter(hasId)
  const checks = await verifyStatements(documents, trust, memory.firstSeen)
  const accepted = checks.filter((check) => !('refusal' in check)) as AcceptedStatement[]
  const byEnvelope = new Map(accepted.map((item) => [item.verified.envelope, item]))
  const byId = new Map(documents.map((document) => [document._id, document]))

  const broken: BrokenStatement[] = stored.filter((item) => !hasId(item)).map(() => nameless)
  const present = new Set(accepted.map(({verified}) => verified.sha256))
  for (const check of checks) {
    if (!('refusal' in check)) continue
    const document = byId.get(check.refusal.statement)
    const item = await describe(check, document)
    broken.push(item)
    const envelope = document && own(document, 'envelope')
    if (item.intact && typeof envelope === 'string') present.add(await sha256Hex(envelope))
  }
  const misfiled = documents.flatMap((document) => asMisfiled(document, byEnvelope))

  return {
    verified: accepted.map(({verified}) => verified).toSorted((a, b) => compareText(a.id, b.id)),
    broken,
    present,
    about: indexByEdition(accepted),
    byArticle: group(accepted, ({verified}) => [verified.statement.article]),
    brokenAbout: byName(broken, misfiled),
    brokenWithdrawals: group(
      broken.filter(({kind, claims}) => kind === 'withdrawal' || claims?.kind === 'withdrawal'),
      articlesOf,
    ),
  }
}

async function describe(
  check: RefusedStatement,
  document: RawDocument | undefined,
): Promise<BrokenStatement> {
  const {refusal, claims} = check
  const envelope = document ? own(document, 'envelope') : undefined
  const edition = document ? own(document, 'edition') : undefined
  const kind = document ? own(document, 'kind') : undefined
  const isWhole =
    isOurs(refusal.statement) &&
    typeof envelope === 'string' &&
    (await statementId(envelope)) === refusal.statement
  const agrees = claims === null || (claims.edition === edition && claims.kind === kind)

  return {
    id: refusal.statement,
    code: refusal.code,
    message: refusal.message,
    claims,
    edition: typeof edition === 'string' ? edition : null,
    kind: typeof kind === 'string' ? kind : null,
    intact: isWhole && agrees,
    holds: isOurs(refusal.statement) ? heldBy(edition, claims, isWhole, agrees) : [],
  }
}

const nameless: BrokenStatement = {
  id: '',
  code: 'malformed-proof',
  message: 'There is a statement without an `_id`',
  claims: null,
  edition: null,
  kind: null,
  intact: false,
  holds: [],
}

/** Tell whether an id is one that Marrow gives to statements. */
function isOurs(id: string): boolean {
  return /^statement\.[0-9a-f]{32}$/.test(id)
}

/**
 * Name the editions that an altered statement holds.
 *
 * Where the envelope is not the one of the id, nobody knows what it said: it holds whatever is
 * named. Where only the fields beside it were changed, it says itself what it is about.
 */
function heldBy(
  edition: unknown,
  claims: Statement | null,
  isWhole: boolean,
  agrees: boolean,
): string[] {
  const claimed = claims ? [claims.edition] : []
  if (!isWhole) return typeof edition === 'string' ? [edition, ...claimed] : claimed
  return agrees ? [] : claimed
}

/** A sound envelope in a document that files it under another edition: a copied sign-off. */
function asMisfiled(
  document: RawDocument,
  byEnvelope: ReadonlyMap<string, AcceptedStatement>,
): BrokenStatement[] {
  const envelope = own(document, 'envelope')
  const edition = own(document, 'edition')
  const found = typeof envelope === 'string' ? byEnvelope.get(envelope) : undefined
  if (!found || typeof edition !== 'string') return []
  const {statement} = found.verified
  if (edition === statement.edition) return []

  const other = parseEditionId(edition)?.article === statement.article
  return [
    {
      id: document._id,
      code: other ? 'other-edition' : 'other-article',
      message: `It is filed under \`${edition}\` but was made about \`${statement.edition}\``,
      claims: statement,
      edition,
      kind: statement.kind,
      intact: false,
      holds: [],
    },
  ]
}

function indexByEdition(accepted: readonly AcceptedStatement[]): Statements['about'] {
  const index = group(accepted, ({verified: {statement}}) => [statement.edition, statement.digest])
  return ({id, digest}) => [...new Set([...(index.get(id) ?? []), ...(index.get(digest) ?? [])])]
}

function byName(
  broken: readonly BrokenStatement[],
  misfiled: readonly BrokenStatement[],
): Statements['brokenAbout'] {
  const index = group([...broken, ...misfiled], ({edition, claims}) => [
    ...(edition === null ? [] : [edition]),
    ...(claims ? [claims.edition] : []),
  ])
  return (edition) => index.get(edition) ?? []
}

function articlesOf({edition, claims}: BrokenStatement): string[] {
  const named = [edition, claims?.edition ?? null].flatMap((id) =>
    id === null ? [] : [parseEditionId(id)?.article ?? id],
  )
  return claims ? [...named, claims.article] : named
}

function group<T>(items: readonly T[], keysOf: (item: T) => string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    for (const key of new Set(keysOf(item))) {
      const list = groups.get(key)
      if (list) list.push(item)
      else groups.set(key, [item])
    }
  }
  return groups
}
