import {compareText} from '#schemas'

import type {SourceStatus} from '../composition.ts'
import type {Admission} from './admission/admission.ts'
import {sourcesOf, type SourceChecks} from './contexts-for.ts'
import type {StatementRequest} from './draft-statement.ts'
import {own} from './record.ts'
import type {ApprovedEdition, RawDocument} from './types.ts'

/** What a check can find of a source that somebody has to act on, the gravest first. */
const flagged = ['retracted', 'expression-of-concern', 'corrected'] as const

type FlaggedStatus = (typeof flagged)[number]

/** A source that an edition cites and that is no longer what it was. */
export interface FlaggedSource {
  /** Id of the citation. */
  citation: string
  title: string
  doi?: string
  pmid?: string
  status: FlaggedStatus
  /** Calendar day of the check. */
  checkedAt: string
  /** The record said other before. */
  isNew: boolean
}

/** A statement to propose: a human reads, changes and signs it, or does not. */
export type ProposedStatement = Required<
  Pick<StatementRequest, 'kind' | 'edition' | 'update' | 'severity' | 'reason' | 'notice'>
>

/** An article that is affected. */
export interface FlaggedArticle {
  article: string
  language: string
  edition: string
  number: number
  title: string
  /** The gravest first. */
  sources: FlaggedSource[]
  /** Its context changed since: the next export makes another bundle, with the new states. */
  rebuild: boolean
  /** Null where its experts should read what was corrected, and reaffirm or change the text. */
  propose: ProposedStatement | null
}

/**
 * Say which articles that may be out cite a source that was retracted, put in doubt or corrected,
 * and what to do about each.
 *
 * Pure, and it does nothing: the next export shows the new state of a source by itself, and only
 * a signature withdraws or corrects. A withdrawal is proposed where every source of an edition is
 * retracted, an expression of concern where one is retracted or in doubt.
 *
 * @param checks
 *   The record of source checks as it is now.
 * @param before
 *   The record as it was when somebody last looked; without it, all is new.
 * @returns By article id; articles whose sources are sound are left out.
 */
export function flagSources(
  checks: SourceChecks,
  admission: Pick<Admission, 'approved'>,
  before: SourceChecks = {},
): FlaggedArticle[] {
  return admission.approved
    .flatMap((edition) => flagEdition(edition, checks, before))
    .toSorted((a, b) => compareText(a.article, b.article))
}

function flagEdition(
  edition: ApprovedEdition,
  checks: SourceChecks,
  before: SourceChecks,
): FlaggedArticle[] {
  const {payload} = edition
  const now = sourcesOf(payload, checks)
  const then = sourcesOf(payload, before)
  const {documents, root} = payload.content
  const sources = Object.entries(now)
    .flatMap(([id, state]) => toFlagged(documents[id]!, state, then[id]))
    .toSorted(byGravity)
  if (sources.length === 0) return []

  const title = documents[root] ? own(documents[root], 'title') : undefined
  const cited = Object.values(documents).filter(({_type}) => _type === 'citation').length
  const {article, language, id, number} = payload
  return [
    {
      article,
      language,
      edition: id,
      number,
      title: typeof title === 'string' ? title : '',
      sources,
      rebuild: sources.some(({isNew}) => isNew),
      propose: proposalFor(edition, sources, cited),
    },
  ]
}

function toFlagged(
  citation: RawDocument,
  {status, checkedAt}: SourceStatus,
  before: SourceStatus | undefined,
): FlaggedSource[] {
  const found = flagged.find((one) => one === status)
  if (!found || checkedAt === undefined) return []
  const text = (field: string): string | undefined => {
    const value = own(citation, field)
    return typeof value === 'string' ? value : undefined
  }
  const [title, doi, pmid] = [text('title') ?? '', text('doi'), text('pmid')]
  return [
    {
      citation: citation._id,
      title,
      ...(doi !== undefined && {doi}),
      ...(pmid !== undefined && {pmid}),
      status: found,
      checkedAt,
      isNew: before?.status !== status,
    },
  ]
}

function byGravity(a: FlaggedSource, b: FlaggedSource): number {
  const difference = flagged.indexOf(a.status) - flagged.indexOf(b.status)
  return difference || compareText(a.citation, b.citation)
}

function proposalFor(
  {payload, digest}: ApprovedEdition,
  sources: readonly FlaggedSource[],
  cited: number,
): ProposedStatement | null {
  const retracted = sources.filter(({status}) => status === 'retracted')
  const doubtful = sources.filter(({status}) => status !== 'corrected')
  if (doubtful.length === 0) return null

  const {id, article, number, language} = payload
  const about = {
    edition: {id, digest, article, number, language},
    severity: retracted.length > 0 ? ('safety' as const) : ('editorial' as const),
    reason: doubtful.map(inWords).join('; '),
  }
  if (retracted.length === cited) {
    const notice = 'Every source of this article was retracted. The article is taken out.'
    return {...about, kind: 'withdrawal', update: 'withdrawal', notice}
  }
  const notice = `${doubtful.map(inPublic).join(' ')} The article is being reviewed.`
  return {...about, kind: 'correction', update: 'expression_of_concern', notice}
}

function inWords({citation, status, checkedAt, title}: FlaggedSource): string {
  return `\`${citation}\` (${title}) is ${status} by the check of ${checkedAt}`
}

function inPublic({status, title}: FlaggedSource): string {
  return status === 'retracted'
    ? `The source “${title}” was retracted.`
    : `The journal has raised a concern about the source “${title}”.`
}
