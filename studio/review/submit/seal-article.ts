import {
  assemble,
  checkArticleId,
  composePages,
  contributorsSince,
  nextNumber,
  seal,
  type Change,
  type Content,
  type Context,
  type EditionDocument,
  type EditionPayload,
  type Message,
} from '#pipeline'
import {canonicalJson} from '#schemas'

import type {ArticleRecords, Records} from '../../records/records.ts'

/** Why nothing is sealed, in words for an editor. */
export class SubmitError extends Error {
  override name = 'SubmitError'
  /** What has to be mended first. */
  readonly messages: readonly Message[]

  constructor(message: string, messages: readonly Message[] = [], options?: {cause?: unknown}) {
    super(message, options)
    this.messages = messages
  }
}

/** Who submits what, and what is asked of the outside. */
export interface SealRequest {
  records: Pick<Records, 'documents' | 'desk'>
  article: ArticleRecords
  /** Lake identity of the submitter, who counts as a contributor. */
  submitter: string
  changeNote: string
  /** UTC instant. */
  now: string
  context: Context
  asset: (id: string) => Promise<Uint8Array>
  history: (ids: readonly string[]) => Promise<Change[]>
}

/** A version that is ready to be stored. */
export interface Sealed {
  document: EditionDocument
  payload: EditionPayload
  /** Findings about the text; none of them fatal. */
  messages: Message[]
}

/** What is found about other versions: the export says that, which knows what is out. */
const contextRules = new Set(['article-unpublished', 'article-withdrawn', 'setting-unset'])

/**
 * Seal an article as it stands now, as `marrow submit` does: assets hashed from their stored
 * bytes, contributors from the lake's history.
 *
 * @throws `SubmitError` when nothing changed, or its content could never be published;
 *   `AssembleError` and `SealError` with the place.
 */
export async function sealArticle(request: SealRequest): Promise<Sealed> {
  const {article, records, now} = request
  const content = assemble(article.article, records.documents, {perspective: 'drafts'})
  checkArticleId(article.article, records.documents.keys(), records.desk.ledger)
  const editions = article.versions.map(({document}) => document)
  const number = nextNumber(article.article, editions, records.desk.ledger)
  const previous = article.versions.find(
    ({payload}) =>
      payload && payload.number < number && Date.parse(payload.sealedAt) <= Date.parse(now),
  )?.payload
  if (previous && canonicalJson(previous.content) === canonicalJson(content)) {
    throw new SubmitError(`Nothing changed since version ${previous.number}`)
  }

  const sealed = await seal({
    content,
    number,
    assets: request.asset,
    contributors: await contributorsOf(request, content),
    changeNote: request.changeNote,
    sealedAt: now,
    ...(previous ? {previous} : {}),
  })
  return {...sealed, messages: soundMessages(sealed.payload, request.context)}
}

/** @throws `SubmitError` for faults with which nothing is ever published. */
function soundMessages(payload: EditionPayload, context: Context): Message[] {
  const messages = composePages({...payload.content, assets: payload.assets}, context)
    .flatMap((page) => page.messages)
    .filter(({ruleId}) => !contextRules.has(ruleId))
  const fatal = messages.filter(({severity}) => severity === 'fatal')
  if (fatal.length === 0) return messages
  throw new SubmitError('It cannot be published as it stands', fatal)
}

/** Name everybody who changed the text since the version that last went out. */
async function contributorsOf(
  {article, submitter, history}: SealRequest,
  content: Content,
): Promise<string[]> {
  const shared = sharedSectionsIn(content)
  const changes = await history([article.article, ...shared])
  const recorded = contributorsSince(changes, [article.article], shared, sealedLastOut(article))
  if (recorded.length === 0) {
    throw new SubmitError('The lake has no record of who wrote this text, so nobody could sign it')
  }
  return [...new Set([...recorded, submitter])]
}

/** Ids of the shared sections in some content. */
export function sharedSectionsIn(content: Content): string[] {
  return Object.values(content.documents)
    .filter(({_type}) => _type === 'sharedSection')
    .map(({_id}) => _id)
}

/** When the version that last went out was sealed; null when it is gone, or not the one that did. */
export function sealedLastOut({ledger, versions}: ArticleRecords): string | null {
  const out = ledger.findLast(({event}) => event === 'exported')
  if (out?.event !== 'exported') return null
  const version = versions.find(({id, digest}) => id === out.edition && digest === out.digest)
  return version?.payload?.sealedAt ?? null
}
