import {parseEditionId, publishedId, type LedgerEntry, type RawDocument} from '#pipeline'
import {compareText} from '#schemas'

import {
  articleRecords,
  contentNow,
  judgeVersions,
  type ArticleInput,
  type ContentNow,
  type Verdict,
} from './judge-article.ts'
import type {ArticleRecords, Desk} from './records.ts'

/** What was found out before, so that a change costs no more than what it touches. */
export interface Judge {
  /**
   * Judge every article.
   *
   * @param now UTC instant.
   * @param pause Lets others work; awaited between two articles.
   */
  articles(
    documents: ReadonlyMap<string, RawDocument>,
    desk: Desk,
    now: string,
    pause: () => Promise<void>,
  ): Promise<Map<string, ArticleRecords>>
}

interface Kept {
  verdictKey: string
  verdict: Verdict
  content: ContentNow
  /** The documents that the content was made of, as they were. */
  made: ReadonlyMap<string, RawDocument | undefined> | null
  ledger: readonly LedgerEntry[]
  records: ArticleRecords
}

/** How long a verdict may stand by its date alone, in ms: reviews fall due by the day. */
const freshMs = 10 * 60_000

/** Make a judge that remembers. */
export function makeJudge(): Judge {
  const kept = new Map<string, Kept>()
  return {
    async articles(documents, desk, now, pause) {
      const grouped = groupByArticle(documents, desk.ledger)
      for (const id of kept.keys()) if (!grouped.has(id)) kept.delete(id)
      const articles = new Map<string, ArticleRecords>()
      for (const [article, {editions, statements, ledger}] of grouped) {
        const trust = desk.trust?.trust ?? null
        const input = {article, documents, editions, statements, trust, ledger, now}
        const next = await judgeOne(input, desk.trust?.digest ?? '', kept.get(article))
        kept.set(article, next)
        articles.set(article, next.records)
        await pause()
      }
      return articles
    },
  }
}

async function judgeOne(input: ArticleInput, trust: string, known?: Kept): Promise<Kept> {
  const {article, documents, editions, statements, ledger, now} = input
  const verdictKey = [
    trust,
    Math.floor(Date.parse(now) / freshMs),
    ledger.at(-1)?.seq ?? 0,
    ...[...editions, ...statements].map(({_id, _rev}) => `${_id}@${String(_rev)}`),
  ].join('\n')
  const hasVerdict = known?.verdictKey === verdictKey && !hasComeDue(known.verdict, now)
  const hasContent = known !== undefined && isAsMade(known, documents)
  if (hasVerdict && hasContent) return known

  const verdict = hasVerdict ? known.verdict : await judgeVersions(input)
  const content = hasContent ? known.content : contentNow(article, documents)
  const records = articleRecords(input, verdict, content)
  return {
    verdictKey,
    verdict,
    content,
    made: content.content ? madeOf(article, content.content.documents, documents) : null,
    ledger,
    records,
  }
}

/** Did something that was pending take effect since? */
function hasComeDue({admission}: Verdict, now: string): boolean {
  const [next] = admission?.pending ?? []
  return next !== undefined && Date.parse(next.effective) <= Date.parse(now)
}

/** Is every document still the one that the content was made of? */
function isAsMade({made}: Kept, documents: ReadonlyMap<string, RawDocument>): boolean {
  if (!made) return false
  for (const [id, document] of made) if (documents.get(id) !== document) return false
  return true
}

function madeOf(
  article: string,
  content: Record<string, unknown>,
  documents: ReadonlyMap<string, RawDocument>,
): Map<string, RawDocument | undefined> {
  const ids = [article, ...Object.keys(content)].flatMap((id) => [id, `drafts.${id}`])
  return new Map(ids.map((id) => [id, documents.get(id)]))
}

interface Group {
  editions: RawDocument[]
  statements: RawDocument[]
  ledger: LedgerEntry[]
}

/** Sort records by the article that they are about; sorted by its id. */
function groupByArticle(
  documents: ReadonlyMap<string, RawDocument>,
  ledger: readonly LedgerEntry[],
): Map<string, Group> {
  const groups = new Map<string, Group>()
  const group = (article: string): Group => {
    const found = groups.get(article) ?? {editions: [], statements: [], ledger: []}
    groups.set(article, found)
    return found
  }
  for (const document of documents.values()) {
    const {_id, _type} = document
    if (_type === 'article' || _type === 'siteSettings') group(publishedId(_id))
    else if (_type === 'edition') group(articleOf(_id)).editions.push(document)
    else if (_type === 'statement') group(articleOf(document['edition'])).statements.push(document)
  }
  for (const entry of ledger) {
    if ('article' in entry) group(entry.article).ledger.push(entry)
  }
  groups.delete('')
  return new Map([...groups].toSorted(([left], [right]) => compareText(left, right)))
}

/** The article that an edition id names; empty when it is none. */
function articleOf(id: unknown): string {
  return (typeof id === 'string' && parseEditionId(id)?.article) || ''
}
