import type {Context} from '#pipeline'

/** Say in plain sentences what a preview takes for granted, and an export would know. */
export function assumptionsOf(context: Context): string[] {
  const {articles, notices, overdue, sample, site} = context
  const live = Object.values(articles).filter(({status}) => status === 'live').length
  return [
    'Nobody has signed it: names and dates of a review are left out.',
    site
      ? `The name, disclaimer and pages of ${site.name} are those that are approved now.`
      : 'The site has no approved version: its name, disclaimer and pages are left out.',
    `Links lead to the ${live} ${live === 1 ? 'article' : 'articles'} that may go out now; others are plain words.`,
    'Every source counts as unchecked: retractions are known to the export alone.',
    ...(notices.length > 0 ? [`${notices.length} signed notices about it are shown.`] : []),
    ...(overdue ? ['The review of the approved version is overdue, and the page says so.'] : []),
    ...(sample ? ['This is sample content, and every page says so.'] : []),
  ]
}
