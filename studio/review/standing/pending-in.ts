import type {PendingStatement} from '#pipeline'

import type {ArticleRecords} from '../../records/records.ts'

/** What will take effect on an article by itself, by the ids of the statements; the next first. */
export function pendingIn({
  admission,
}: Pick<ArticleRecords, 'admission'>): ReadonlyMap<string, PendingStatement> {
  return new Map((admission?.pending ?? []).map((pending) => [pending.statement, pending]))
}
