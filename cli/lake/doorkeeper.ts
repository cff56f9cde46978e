import type {Doorkeeper, DoorkeeperContext, DoorkeeperRefusal, StoredDocument} from '#lake'
import {
  contributorsSince,
  EditionError,
  readEdition,
  verifyStatements,
  type EditionPayload,
  type LedgerEntry,
  type RawDocument,
} from '#pipeline'
import {sha256Hex} from '#schemas'

import {CommandError} from '../fault.ts'
import {readLedger} from '../home/ledger-file.ts'
import type {Home} from '../home/paths.ts'
import {readTrustFile} from '../home/trust-file.ts'

/** How strict the door is. */
export interface DoorkeeperOptions {
  /**
   * The operator of this machine brings a dataset in: who wrote it is for its editions to say, since
   * the history of another lake does not come along. Never for requests over the network.
   */
  isImport?: boolean
}

/**
 * Make the lake's doorkeeper: what may come in among editions and statements.
 *
 * An edition must be sealed as its digest says, and name everybody who changed its text since the
 * last edition that went out; a statement must verify against the trust file. What the ledger has
 * seen already comes in again. None of this lets anything out: that is the gate's work.
 */
export function makeDoorkeeper(home: Home, options: DoorkeeperOptions = {}): Doorkeeper {
  return async (document, context) => {
    try {
      if (await isErased(home, document)) {
        return {code: 'erased', message: `${document._id} was erased, and does not come back`}
      }
      if (document._type === 'edition') return await judgeEdition(home, document, context, options)
      if (document._type === 'statement') return await judgeStatement(home, document)
      return null
    } catch (error) {
      // Without a sound ledger or a trust file nobody can tell: then nothing comes in.
      if (error instanceof CommandError) return {code: error.code, message: error.message}
      throw error
    }
  }
}

async function isErased(home: Home, {_id}: StoredDocument): Promise<boolean> {
  const ledger = await readLedger(home)
  return ledger.some((entry) => entry.event === 'erased' && entry.document === _id)
}

async function judgeEdition(
  home: Home,
  document: StoredDocument,
  {view}: DoorkeeperContext,
  {isImport = false}: DoorkeeperOptions,
): Promise<DoorkeeperRefusal | null> {
  let payload: EditionPayload
  try {
    payload = await readEdition(document)
  } catch (error) {
    if (error instanceof EditionError) return {code: error.code, message: error.message}
    throw error
  }
  const ledger = await readLedger(home)
  const seen = ledger.find(
    (entry) => entry.event === 'edition-seen' && entry.edition === payload.id,
  )
  if (seen && 'digest' in seen) {
    if (seen.digest === document['digest']) return null
    return {
      code: 'edition-changed-since-seen',
      message: `The ledger knows ${payload.id} with another digest`,
    }
  }
  if (isImport) return null
  const missing = await missingContributors(payload, ledger, view)
  if (missing.length === 0) return null
  return {
    code: 'contributors-missing',
    message: `${payload.id} leaves out who changed its text: ${missing.join(', ')}`,
  }
}

async function missingContributors(
  payload: EditionPayload,
  ledger: readonly LedgerEntry[],
  view: DoorkeeperContext['view'],
): Promise<string[]> {
  const {article, content} = payload
  const shared = Object.values(content.documents)
    .filter(({_type}) => _type === 'sharedSection')
    .map(({_id}) => _id)
  const ids = [article, ...shared].flatMap((id) => [id, `drafts.${id}`])
  const history = view
    .transactions({documents: ids})
    .flatMap(({author, at, changes}) =>
      changes.map((change) => ({document: change.id, author, at})),
    )
  const since = await lastSealedOut(article, ledger, view)
  return contributorsSince(history, [article], shared, since).filter(
    (author) => !payload.contributors.includes(author),
  )
}

/** When the edition that last went out was sealed; null when it is gone, or not the one that did. */
async function lastSealedOut(
  article: string,
  ledger: readonly LedgerEntry[],
  view: DoorkeeperContext['view'],
): Promise<string | null> {
  const live = ledger.findLast((entry) => entry.event === 'exported' && entry.article === article)
  if (live?.event !== 'exported') return null
  const stored = view.document(live.edition)
  if (stored?.['digest'] !== live.digest) return null
  try {
    return (await readEdition(stored)).sealedAt
  } catch (error) {
    if (error instanceof EditionError) return null
    throw error
  }
}

async function judgeStatement(
  home: Home,
  document: RawDocument,
): Promise<DoorkeeperRefusal | null> {
  const envelope = document['envelope']
  if (typeof envelope === 'string') {
    const sha256 = await sha256Hex(envelope)
    const ledger = await readLedger(home)
    const isSeen = ledger.some(
      (entry) => entry.event === 'statement-seen' && entry.statement === sha256,
    )
    if (isSeen) return null
  }
  const {trust} = await readTrustFile(home)
  const [check] = await verifyStatements([document], trust)
  if (!check || !('refusal' in check)) return null
  return {code: check.refusal.code, message: check.refusal.message}
}
