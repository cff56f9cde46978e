import type {RawDocument} from '#pipeline'

/** A source that someone should look at. */
export interface DoubtedSource {
  id: string
  title: string
  doubt: 'retracted' | 'expression-of-concern' | 'unchecked'
  /** How many articles cite it. */
  articles: number
}

const order = ['retracted', 'expression-of-concern', 'unchecked']

/** Find the sources that are retracted, doubted or were never checked; the cited ones first. */
export function doubtedSources(documents: ReadonlyMap<string, RawDocument>): DoubtedSource[] {
  const cited = citationCounts(documents)
  return [...documents.values()]
    .filter(({_id, _type}) => _type === 'citation' && !isShadowed(_id, documents))
    .flatMap((document): DoubtedSource[] => {
      const doubt = doubtOf(document)
      if (doubt === null) return []
      const id = document._id.replace(/^drafts\./, '')
      const title = typeof document['title'] === 'string' ? document['title'] : 'Untitled source'
      return [{id, title, doubt, articles: cited.get(id) ?? 0}]
    })
    .toSorted(
      (a, b) =>
        order.indexOf(a.doubt) - order.indexOf(b.doubt) ||
        b.articles - a.articles ||
        a.title.localeCompare(b.title),
    )
}

function doubtOf({status, statusCheckedAt}: RawDocument): DoubtedSource['doubt'] | null {
  if (status === 'retracted' || status === 'expression-of-concern') return status
  if (status === undefined || status === 'unchecked' || statusCheckedAt === undefined) {
    return 'unchecked'
  }
  return null
}

/** Is there a draft, which counts instead? */
function isShadowed(id: string, documents: ReadonlyMap<string, RawDocument>): boolean {
  return !id.startsWith('drafts.') && documents.has(`drafts.${id}`)
}

function citationCounts(documents: ReadonlyMap<string, RawDocument>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const {_id, _type, sources} of documents.values()) {
    if (_type !== 'article' || isShadowed(_id, documents) || !Array.isArray(sources)) continue
    const ids = sources.map((source: {_ref?: unknown} | null) => source?._ref)
    for (const id of new Set(ids)) {
      if (typeof id === 'string') counts.set(id, (counts.get(id) ?? 0) + 1)
    }
  }
  return counts
}
