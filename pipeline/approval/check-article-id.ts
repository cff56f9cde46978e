import {isDeviceName, parseEditionId} from './document-id.ts'
import type {LedgerEntry} from './ledger-entry.ts'
import {SealError} from './seal-error.ts'

/**
 * Make sure, before an article is first sealed, that its id can name files on every disk.
 *
 * One that has editions already keeps its id: whoever plants an edition under another spelling ends
 * no article.
 *
 * @param ids
 *   Of documents; those of editions count.
 * @param ledger
 *   An id that was seen stays taken.
 * @throws `SealError` `id-unusable`, `id-taken`
 */
export function checkArticleId(
  article: string,
  ids: Iterable<string>,
  ledger: readonly LedgerEntry[] = [],
): void {
  if (isDeviceName(article)) {
    const message = `\`${article}\` is the name of a device on Windows, which no file there can have: give the article another id`
    throw new SealError('id-unusable', message)
  }
  const seen = ledger.map((entry) => (entry.event === 'edition-seen' ? entry.edition : ''))
  const articles = new Set([...ids, ...seen].map((id) => parseEditionId(id)?.article))
  if (articles.has(article)) return
  for (const other of articles) {
    if (other?.toLowerCase() !== article.toLowerCase()) continue
    const message = `\`${other}\` is an article already, and many disks ignore letter case: give this one another id`
    throw new SealError('id-taken', message)
  }
}
