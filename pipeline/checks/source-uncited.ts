import type {Check} from './check.ts'

/** Each source of the article is cited in its text: the list in the page has cited works only. */
export const sourceUncited: Check = ({article, references}) => {
  const cited = new Set(references.map(({citation}) => citation._id))
  return (article?.sources ?? []).flatMap(({_key, _ref}) =>
    cited.has(_ref)
      ? []
      : [
          {
            ruleId: 'source-uncited',
            severity: 'warning' as const,
            reason: `Nothing cites \`${_ref}\`, so the page does not list it; cite it, or take it out`,
            path: `sources[_key==${JSON.stringify(_key)}]`,
          },
        ],
  )
}
