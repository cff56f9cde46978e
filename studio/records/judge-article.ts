import {
  admit,
  assemble,
  AssembleError,
  changedDocuments,
  parseEditionId,
  readEdition,
  reviewStatus,
  textDigest,
  verifyStatements,
  type Admission,
  type Content,
  type LedgerEntry,
  type RawDocument,
  type ReviewStatus,
  type StatementCheck,
  type Trust,
} from '#pipeline'

import type {ArticleRecords, ContentFault, Version, VersionSummary} from './records.ts'

/** The records of one article, and who decides. */
export interface ArticleInput {
  /** Id without `drafts.`. */
  article: string
  /** All documents, by id. */
  documents: ReadonlyMap<string, RawDocument>
  /** The article's own. */
  editions: readonly RawDocument[]
  /** Those about the article. */
  statements: readonly RawDocument[]
  /** Null where no desk server tells: then nobody's signature can be judged. */
  trust: Trust | null
  /** What the ledger says of the article. */
  ledger: readonly LedgerEntry[]
  /** UTC instant. */
  now: string
}

/** What follows from versions, statements, trust file and ledger; costly, so it is kept. */
export interface Verdict {
  versions: Version[]
  checks: StatementCheck[]
  admission: Admission | null
}

/** Judge the versions and statements of one article, as the gate does. */
export async function judgeVersions(input: ArticleInput): Promise<Verdict> {
  const {editions, statements, trust, ledger, now} = input
  const versions = await Promise.all(editions.map(readVersion))
  versions.sort((left, right) => right.number - left.number)
  if (!trust) return {versions, checks: [], admission: null}
  const firstSeen = new Map(
    ledger.flatMap((entry) =>
      entry.event === 'statement-seen' ? [[entry.statement, entry.at] as const] : [],
    ),
  )
  return {
    versions,
    checks: await verifyStatements(statements, trust, firstSeen),
    admission: await admit({
      editions: relevantEditions(editions, statements, ledger),
      statements,
      trust,
      ledger,
      now,
      textDigest,
    }),
  }
}

/** What the documents of an article come to as they are now. */
export interface ContentNow {
  content: Content | null
  fault: ContentFault | null
}

/** Assemble an article as it stands. */
export function contentNow(
  article: string,
  documents: ReadonlyMap<string, RawDocument>,
): ContentNow {
  try {
    return {content: assemble(article, documents), fault: null}
  } catch (error) {
    if (!(error instanceof AssembleError)) throw error
    const document = error.ids.at(-1) ?? article
    return {content: null, fault: {message: error.message, path: error.path, document}}
  }
}

/** Put together what is known of an article. */
export function articleRecords(
  {article, documents, ledger}: Pick<ArticleInput, 'article' | 'documents' | 'ledger'>,
  {versions, checks, admission}: Verdict,
  {content, fault}: ContentNow,
): ArticleRecords {
  const current = documents.get(`drafts.${article}`) ?? documents.get(article)
  const newest = versions.find(({payload}) => payload)?.payload ?? null
  const newestDigest = versions.find(({payload}) => payload)?.digest ?? ''
  const approved = admission?.approved[0] ?? null
  const root = current ?? newest?.content.documents[article]
  const out = ledger.findLast(({event}) => event === 'exported' || event === 'removed')
  const changedSince = content && newest ? changedDocuments(content, newest) : []
  return {
    article,
    kind: root?._type === 'siteSettings' ? 'site' : 'article',
    title: textOf(root?.['title'] ?? root?.['name']),
    slug: textOf((root?.['slug'] as {current?: unknown} | undefined)?.current),
    language: textOf(root?.['language']),
    topics: labelsOf(root?.['topics']),
    ...(admission
      ? reviewStatus({article, admission, ledger, content, newest})
      : statusUnjudged(content !== null, newest !== null, changedSince.length > 0)),
    newest: newest && summarise(newest, newestDigest),
    approved: approved && {
      ...summarise(approved.payload, approved.digest),
      lastReviewed: approved.lastReviewed,
      reviewDue: approved.reviewDue,
    },
    exported: out?.event === 'exported' ? {number: out.number, at: out.at} : null,
    changedSince,
    refusal: admission?.refused.find(({edition}) => edition === newest?.id) ?? null,
    withdrawal: admission?.withdrawn[0] ?? null,
    fault,
    wantedReviewers: referencesIn(current?.['wantedReviewers']),
    dueDate: textOf(current?.['dueDate']) || null,
    editedAt: textOf(current?.['_updatedAt']),
    content,
    versions,
    checks,
    admission,
    ledger: [...ledger],
  }
}

/** Without a trust file nobody can tell what may go out; what was submitted can be told. */
function statusUnjudged(
  hasContent: boolean,
  hasVersion: boolean,
  isChanged: boolean,
): ReviewStatus {
  if (!hasVersion) return {live: 'none', work: hasContent ? 'draft' : 'none'}
  return {live: 'none', work: isChanged ? 'draft' : 'in-review'}
}

/**
 * Leave out versions below the one that last went out: none of them comes back by itself. After a
 * withdrawal or a restoration every version is looked at.
 */
function relevantEditions(
  editions: readonly RawDocument[],
  statements: readonly RawDocument[],
  ledger: readonly LedgerEntry[],
): readonly RawDocument[] {
  const kinds = new Set(statements.map(({kind}) => kind))
  const seen = ledger.some(
    (entry) =>
      entry.event === 'statement-seen' &&
      (entry.kind === 'withdrawal' || entry.kind === 'restoration'),
  )
  if (seen || kinds.has('withdrawal') || kinds.has('restoration')) return editions
  const out = Math.max(0, ...ledger.map((entry) => (entry.event === 'exported' ? entry.number : 0)))
  return editions.filter(({_id}) => (parseEditionId(_id)?.number ?? 0) >= out)
}

async function readVersion(document: RawDocument): Promise<Version> {
  const {_id, digest} = document
  const number = parseEditionId(_id)?.number ?? 0
  // The gate names what is wrong with an edition that cannot be read.
  const payload = await readEdition(document).catch(() => null)
  return {document, id: _id, number, payload, digest: textOf(digest)}
}

function summarise(
  {id, number, sealedAt, changeNote, contributors}: Omit<VersionSummary, 'digest'>,
  digest: string,
): VersionSummary {
  return {id, number, digest, sealedAt, changeNote, contributors: [...contributors]}
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function labelsOf(topics: unknown): string[] {
  if (!Array.isArray(topics)) return []
  return (topics as Array<{label?: unknown; code?: unknown}>)
    .map((topic) => textOf(topic?.label) || textOf(topic?.code))
    .filter(Boolean)
}

function referencesIn(list: unknown): string[] {
  if (!Array.isArray(list)) return []
  return (list as Array<{_ref?: unknown}>).map((item) => textOf(item?._ref)).filter(Boolean)
}
