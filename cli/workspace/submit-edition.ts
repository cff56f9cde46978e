import {
  assemble,
  checkArticleId,
  composePages,
  contributorsSince,
  emptyContext,
  nextNumber,
  parseEditionId,
  seal,
  type Content,
  type EditionDocument,
  type EditionPayload,
  type LedgerEntry,
  type Message,
  type RawDocument,
} from '#pipeline'
import {canonicalJson} from '#schemas'

import {CommandError} from '../fault.ts'
import {soundPayload} from './seen-events.ts'
import type {Workspace} from './workspace.ts'

/** Who submits what. */
export interface Submission {
  /** Id of an article or of the site settings. */
  article: string
  /** Lake identity of the submitter. */
  submitter: string
  /** Others who wrote the text, whom the home's history does not know. */
  contributors: readonly string[]
  changeNote: string
  /** UTC instant. */
  now: string
}

/** A new edition, and what was found in it. */
export interface Submitted {
  document: EditionDocument
  payload: EditionPayload
  messages: Message[]
}

/** What is found about other editions: that is for the export to say, which knows what is out. */
const contextRules = new Set(['article-unpublished', 'article-withdrawn', 'setting-unset'])

/**
 * Seal an article as it stands now and store the edition.
 *
 * @throws `refused` when nothing changed since the newest edition, or its content could never be
 *   published; `AssembleError`, `SealError` with the place.
 */
export async function submitEdition(
  workspace: Workspace,
  submission: Submission,
): Promise<Submitted> {
  const {article, now} = submission
  const {documents, editions, ledger, source, records} = workspace
  const content = assemble(article, documents, {perspective: 'drafts'})
  checkArticleId(
    article,
    editions.map(({_id}) => _id),
    ledger,
  )
  const number = nextNumber(article, editions, ledger)
  const previous = await editionBefore(number, article, editions, now)
  if (previous && canonicalJson(previous.content) === canonicalJson(content)) {
    throw new CommandError('refused', `Nothing in ${article} changed since ${previous.id}`)
  }

  const sealed = await seal({
    content,
    number,
    assets: (id) => source.asset(id),
    contributors: await contributorsOf(workspace, content, submission),
    changeNote: submission.changeNote,
    sealedAt: now,
    ...(previous ? {previous} : {}),
  })
  const pages = composePages({...content, assets: sealed.payload.assets}, emptyContext)
  const messages = pages
    .flatMap((page) => page.messages)
    .filter(({ruleId}) => !contextRules.has(ruleId))
  const fatal = messages.filter(({severity}) => severity === 'fatal')
  if (fatal.length > 0) {
    throw new CommandError(
      'refused',
      `${article} cannot be published as it stands:\n${fatal.map(({path, reason}) => `  ${path}: ${reason}`).join('\n')}`,
    )
  }
  await records.store([sealed.document], {author: submission.submitter})
  return {...sealed, messages}
}

/** The highest edition below a number that can be read; one that is altered or planted ends no work. */
async function editionBefore(
  number: number,
  article: string,
  editions: readonly RawDocument[],
  now: string,
): Promise<EditionPayload | undefined> {
  const lower = editions.filter(({_id}) => {
    const parsed = parseEditionId(_id)
    return parsed?.article === article && parsed.number < number
  })
  const payloads = await Promise.all(lower.map(soundPayload))
  return payloads
    .flatMap((payload) => payload ?? [])
    .filter(({sealedAt}) => Date.parse(sealedAt) <= Date.parse(now))
    .toSorted((a, b) => b.number - a.number)[0]
}

/**
 * Name everybody who changed the text since the last edition that went out.
 *
 * @throws `refused` when nobody is on record: then the four-eyes rule would hold nobody back.
 */
async function contributorsOf(
  {editions, ledger, records}: Workspace,
  content: Content,
  {article, submitter, contributors}: Submission,
): Promise<string[]> {
  const shared = Object.values(content.documents)
    .filter(({_type}) => _type === 'sharedSection')
    .map(({_id}) => _id)
  const changes = await records.history([article, ...shared])
  const history = changes.map(({document, ...change}) => ({
    ...change,
    document: document.replace(/^drafts\./, ''),
  }))
  const since = await lastExport(article, editions, ledger)
  const recorded = contributorsSince(history, [article], shared, since)
  if (recorded.length === 0 && contributors.length === 0) {
    throw new CommandError(
      'refused',
      `There is no record of who wrote ${article}: name them with --contributor`,
    )
  }
  return [...new Set([...recorded, ...contributors, submitter])]
}

/** When the edition that last went out was sealed; null when it is gone, or not the one that did. */
async function lastExport(
  article: string,
  editions: readonly RawDocument[],
  ledger: readonly LedgerEntry[],
): Promise<string | null> {
  const live = ledger.findLast((entry) => entry.event === 'exported' && entry.article === article)
  if (live?.event !== 'exported') return null
  const document = editions.find(({_id, digest}) => _id === live.edition && digest === live.digest)
  return (document && (await soundPayload(document))?.sealedAt) ?? null
}
