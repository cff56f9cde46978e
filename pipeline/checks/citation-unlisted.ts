import type {Check} from './check.ts'

/** Each work that the text cites is in the article's list of sources. */
export const citationUnlisted: Check = ({article, references}) => {
  if (!article) return []
  const listed = new Set((article.sources ?? []).map(({_ref}) => _ref))
  return references.flatMap(({citation}) =>
    listed.has(citation._id)
      ? []
      : [
          {
            ruleId: 'citation-unlisted',
            severity: 'warning' as const,
            reason: `The text cites \`${citation._id}\`, which is not among the article's sources; add it`,
            path: 'sources',
          },
        ],
  )
}
