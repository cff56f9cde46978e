import type {RepositoryChanges} from '#exports'
import type {LedgerEntry, LedgerEvent, Refusal, RefusalCode} from '#pipeline'

/** What the gate says of the articles of an export. */
interface Verdict {
  /** Articles of which some edition goes out, for whomever. */
  out: ReadonlySet<string>
  refused: readonly Refusal[]
}

/** What the ledger says of an article. */
interface Standing {
  digest: string
  bundles: Set<string>
}

/**
 * List what an export adds to the ledger: editions that go out in a bundle for the first time,
 * articles that left. What the ledger says already is not said again.
 *
 * One edition may be out in several bundles, one for each way that publishers get it, and in several
 * repositories: an article has left when it is in none.
 */
export function exportEvents(
  {added, unchanged, removed}: RepositoryChanges,
  ledger: readonly LedgerEntry[],
  {out, refused}: Verdict,
): LedgerEvent[] {
  const standing = standingOf(ledger)
  const events: LedgerEvent[] = []
  for (const {article, language, edition, digest, number, bundle} of [...added, ...unchanged]) {
    const before = standing.get(`${article} ${language}`)
    if (before?.digest === digest && before.bundles.has(bundle)) continue
    const event = {event: 'exported' as const, edition, digest, article, number, language, bundle}
    note(standing, event)
    events.push(event)
  }
  for (const {article, language} of removed) {
    if (out.has(article) || !standing.has(`${article} ${language}`)) continue
    events.push({event: 'removed', article, language, because: reasonFor(article, refused)})
  }
  return events
}

function standingOf(ledger: readonly LedgerEntry[]): Map<string, Standing> {
  const standing = new Map<string, Standing>()
  for (const entry of ledger) note(standing, entry)
  return standing
}

function note(standing: Map<string, Standing>, entry: LedgerEvent): void {
  if (entry.event === 'removed') standing.delete(`${entry.article} ${entry.language}`)
  if (entry.event !== 'exported') return
  const key = `${entry.article} ${entry.language}`
  const before = standing.get(key)
  const bundles = before?.digest === entry.digest ? before.bundles : new Set<string>()
  standing.set(key, {digest: entry.digest, bundles: bundles.add(entry.bundle)})
}

function reasonFor(article: string, refused: readonly Refusal[]): RefusalCode {
  return refused.find((refusal) => refusal.article === article)?.code ?? 'withdrawn'
}
