import {
  assemble,
  AssembleError,
  changedDocuments,
  EditionError,
  readEdition,
  reviewStatus,
  type Admission,
  type Content,
  type EditionPayload,
  type RawDocument,
  type Refusal,
  type ReviewStatus,
} from '#pipeline'
import {compareText} from '#schemas'

import type {Command, CommandInput, Outcome} from '../command.ts'
import {given} from '../arguments.ts'
import {reportDeliveries} from '../delivery/push/report-deliveries.ts'
import {admitWorkspace} from '../export/admit-workspace.ts'
import {comingLines, comingOf, type Coming} from '../export/coming.ts'
import {readProfiles} from '../export/publisher-profiles.ts'
import {withHomeLock} from '../home/lock.ts'
import {oneLine} from '../terminal/printable.ts'
import {table} from '../terminal/table.ts'
import {findArticle, newestOf} from '../workspace/find.ts'
import {openWorkspace, type Workspace} from '../workspace/workspace.ts'

/** What `status` says of one article. */
interface ArticleStatus extends ReviewStatus, Coming {
  article: string
  title: string
  newest: string | null
  /** Documents that changed since the newest edition. */
  changedSince: string[]
  refusal: Refusal | null
  /** Why the documents as they are now cannot be sealed. */
  fault: string | null
}

export const status: Command = {
  name: 'status',
  summary: 'Show every article: what is live, and the work on its next edition',
  usage: '[article] [--source <dataset|sanity>] [--trust <file>] | --deliveries [--out <folder>]…',
  options: {
    source: {type: 'string'},
    trust: {type: 'string'},
    deliveries: {type: 'boolean'},
    out: {type: 'string', multiple: true},
  },
  help: {
    source: 'another dataset than that of this home',
    trust: 'another trust file',
    deliveries: 'how far publishers are, and what they have not acknowledged',
    out: 'deliveries: repository (default: all that this home exported to, else out/); may be given several times',
  },
  async run(input) {
    if (input.values['deliveries'] === true) return reportDeliveries(input)
    const workspace = await withHomeLock(input.home, () => openWorkspace(input))
    try {
      return await statusesOf(input, workspace)
    } finally {
      await workspace.source.close()
    }
  },
}

async function statusesOf(input: CommandInput, workspace: Workspace): Promise<Outcome> {
  const admission = await admitWorkspace(workspace, input.now)
  const wanted = input.positionals[0]
  const ids = wanted ? [findArticle(workspace.documents, wanted)] : articleIds(workspace)
  const {profiles, faults} = readProfiles(workspace.documents.values())
  const coming = comingOf(admission, workspace.ledger, profiles)
  const statuses = await Promise.all(ids.map((id) => statusOf(id, workspace, admission, coming)))
  return {
    exit: 0,
    text: [
      describe(statuses, given(input, 'source') ?? workspace.source.name),
      ...faults.map(({publisher, field, message}) =>
        oneLine(`${[publisher, field].filter(Boolean).join(' ')}: ${message}`),
      ),
    ].join('\n'),
    data: {articles: statuses, findings: admission.findings, profiles: faults},
  }
}

function articleIds({documents, editions}: Workspace): string[] {
  const ids = [...documents.values()]
    .filter(({_type}) => _type === 'article' || _type === 'siteSettings')
    .map(({_id}) => _id.replace(/^drafts\./, ''))
  const sealed = editions.map(({article}) => article).filter((id) => typeof id === 'string')
  return [...new Set([...ids, ...sealed])].toSorted(compareText)
}

async function statusOf(
  article: string,
  workspace: Workspace,
  admission: Admission,
  coming: (article: string) => Coming,
): Promise<ArticleStatus> {
  const {documents, ledger} = workspace
  const newestDocument = newestOf(workspace.editions, article)
  const newest = newestDocument ? await readable(newestDocument) : null
  const {content, fault} = contentNow(article, documents)
  const current = documents.get(`drafts.${article}`) ?? documents.get(article)
  return {
    article,
    title: nameOf(current),
    ...reviewStatus({article, admission, ledger, content, newest}),
    newest: newestDocument?._id ?? null,
    changedSince: content && newest ? changedDocuments(content, newest) : [],
    refusal: admission.refused.find(({edition}) => edition === newestDocument?._id) ?? null,
    fault,
    ...coming(article),
  }
}

function nameOf(document: RawDocument | undefined): string {
  const name = document?.['title'] ?? document?.['name']
  return typeof name === 'string' ? name : ''
}

function contentNow(
  article: string,
  documents: ReadonlyMap<string, RawDocument>,
): {content: Content | null; fault: string | null} {
  try {
    return {content: assemble(article, documents), fault: null}
  } catch (error) {
    if (!(error instanceof AssembleError)) throw error
    return {content: null, fault: error.message}
  }
}

async function readable(document: RawDocument): Promise<EditionPayload | null> {
  try {
    return await readEdition(document)
  } catch (error) {
    // The gate names it in its refusals.
    if (error instanceof EditionError) return null
    throw error
  }
}

function describe(statuses: readonly ArticleStatus[], source: string): string {
  const rows = statuses.map(
    ({article, title, live, work, newest, changedSince, refusal, fault}) => [
      article,
      live,
      work,
      newest?.split('.').at(-1) ?? '-',
      refusal?.code ?? (fault ? 'unfinished' : changedSince.length > 0 ? 'changed since' : ''),
      oneLine(title),
    ],
  )
  const faults = statuses.flatMap(({article, fault}) =>
    fault ? [`${article}: ${oneLine(fault)}`] : [],
  )
  const coming = statuses.flatMap((one) => comingLines(one, one))
  return [
    source,
    table([['article', 'live', 'work', 'edition', 'note', 'title'], ...rows]),
    ...(faults.length + coming.length > 0 ? ['', ...faults, ...coming] : []),
  ].join('\n')
}
