import type {ArticleRecords, Version} from '../../records/records.ts'

/**
 * Choose what a version is compared with: the last one that was approved, else the last that
 * somebody signed something about, as reviewers read that one.
 *
 * @returns Null for the first version, or when nobody read an earlier one.
 */
export function baseOf(
  {approved, checks, ledger, versions}: ArticleRecords,
  version: Version,
): Version | null {
  const earlier = versions.filter(({number, payload}) => payload && number < version.number)
  const out = new Set(ledger.map((entry) => (entry.event === 'exported' ? entry.edition : '')))
  if (approved) out.add(approved.id)
  const read = new Set(
    checks.map((check) => ('refusal' in check ? '' : check.verified.statement.edition)),
  )
  return earlier.find(({id}) => out.has(id)) ?? earlier.find(({id}) => read.has(id)) ?? null
}
