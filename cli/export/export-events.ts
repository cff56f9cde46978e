import type {RepositoryChanges} from '#exports'
import type {LedgerEntry, LedgerEvent, Refusal, RefusalCode} from '#pipeline'

/**
 * List what an export adds to the ledger: editions that go out in a bundle for the first time,
 * articles that left. What the ledger says already is not said again.
 */
export function exportEvents(
  {added, unchanged, removed}: RepositoryChanges,
  ledger: readonly LedgerEntry[],
  refused: readonly Refusal[],
): LedgerEvent[] {
  const last = new Map<string, LedgerEntry>()
  for (const entry of ledger) {
    if (entry.event === 'exported' || entry.event === 'removed') {
      last.set(`${entry.article} ${entry.language}`, entry)
    }
  }
  const events: LedgerEvent[] = []
  for (const {article, language, edition, digest, number, bundle} of [...added, ...unchanged]) {
    const before = last.get(`${article} ${language}`)
    if (before?.event === 'exported' && before.bundle === bundle) continue
    events.push({event: 'exported', edition, digest, article, number, language, bundle})
  }
  for (const {article, language} of removed) {
    if (last.get(`${article} ${language}`)?.event !== 'exported') continue
    events.push({event: 'removed', article, language, because: reasonFor(article, refused)})
  }
  return events
}

function reasonFor(article: string, refused: readonly Refusal[]): RefusalCode {
  return refused.find((refusal) => refusal.article === article)?.code ?? 'withdrawn'
}
