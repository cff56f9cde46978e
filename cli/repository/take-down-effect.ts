import {purgedBy} from '#exports'

import {counted} from '../terminal/counted.ts'
import {oneLine} from '../terminal/printable.ts'
import type {OutArticle} from './read-repository.ts'

/** What taking an article out of a repository does. */
export interface TakeDownEffect {
  repository: string
  article: string
  edition: string
  language: string
  title: string
  /** Who loses it. */
  audiences: string[]
  /** Digests of bundles whose bytes go. */
  bundles: string[]
  /** Folders below `latest/` that go. */
  pages: string[]
  /** Paths of the repository that caches must forget. */
  purge: string[]
}

/** Say what taking an article out of a repository does, before anything is signed. */
export function takeDownEffect(
  repository: string,
  {entry, title, slug, pages, audiences, bundles}: OutArticle,
): TakeDownEffect {
  const {article, edition, language} = entry
  return {
    repository,
    article,
    edition,
    language,
    title,
    audiences,
    bundles,
    pages: pages.map((page) => `latest/${page}/`),
    purge: purgedBy({article, language, slug}, bundles),
  }
}

/** Write it for somebody who has to decide. */
export function describeEffect(effect: TakeDownEffect): string {
  const {repository, edition, title, language, audiences, bundles, pages, purge} = effect
  return [
    `${oneLine(repository)}: ${edition} (${language})${title && `, ${oneLine(title)}`}`,
    `  leaves ${counted(audiences.length, 'audience')}: ${audiences.join(', ')}`,
    `  with ${counted(bundles.length, 'bundle')}: ${bundles.map((digest) => `${digest.slice(0, 12)}…`).join(', ')}`,
    `  and ${counted(pages.length, 'page')}: ${pages.join(', ') || 'none can be told'}`,
    `  Caches must forget:`,
    ...purge.map((path) => `    ${path}`),
  ].join('\n')
}
