import type {Statement, StatementKind} from './types.ts'

/** The twelve update types of Crossmark, as its registry spells them. */
export const updateTypes = [
  'addendum',
  'clarification',
  'correction',
  'corrigendum',
  'erratum',
  'expression_of_concern',
  'new_edition',
  'new_version',
  'partial_retraction',
  'removal',
  'retraction',
  'withdrawal',
] as const

/**
 * What a correction, withdrawal or restoration is to those who follow a publication.
 *
 * @see https://www.crossref.org/documentation/crossmark/version-control-corrections-and-retractions/
 */
export type UpdateType = (typeof updateTypes)[number]

/** Those that take an edition out. */
const removing: readonly UpdateType[] = ['removal', 'retraction', 'withdrawal']

/**
 * List the update types that a kind of statement may have: a withdrawal those that take an edition
 * out, a correction or restoration the others, the rest none.
 */
export function updateTypesOf(kind: StatementKind): readonly UpdateType[] {
  if (kind === 'withdrawal') return removing
  if (kind !== 'correction' && kind !== 'restoration') return []
  return updateTypes.filter((type) => !removing.includes(type))
}

/** Say of which type an update is; null for what is no update. */
export function updateOf({kind, update}: Pick<Statement, 'kind' | 'update'>): UpdateType | null {
  if (update) return update
  return kind === 'correction' || kind === 'withdrawal' ? kind : null
}

/** From when on a statement holds: from its signing unless it says a later time. */
export function effectiveOf({at, effective}: Pick<Statement, 'at' | 'effective'>): string {
  return effective ?? at
}

/** Whether a statement waits for its effective time. */
export function isPending(
  {at, effective}: Pick<Statement, 'at' | 'effective'>,
  now: string,
): boolean {
  // From its signing on: a clock that differs by the grace of `futureFault` puts nothing off.
  return effective !== undefined && effective !== at && Date.parse(effective) > Date.parse(now)
}
