import type {ApprovedEdition, Refusal} from '../types.ts'
import type {Withdrawal} from './admission.ts'
import type {Memory} from './ledger-memory.ts'
import {refuse} from './refuse.ts'

/** What lies in a repository under its id and language. */
type Named = Pick<Withdrawal, 'article' | 'language'>

/**
 * Refuse every edition whose id differs from another's by letter case alone: on many disks both would
 * be one file. The article that was out first keeps its name; where none was, nobody can say whose it
 * is.
 *
 * A withdrawal of what was never out, and could not be, is left out: there is nothing to take back.
 */
export function withoutTakenIds(
  approved: readonly ApprovedEdition[],
  withdrawn: readonly Withdrawal[],
  {exported}: Pick<Memory, 'exported'>,
): {approved: ApprovedEdition[]; withdrawn: Withdrawal[]; refused: Refusal[]} {
  const holders = new Map<string, string>()
  for (const [article, editions] of exported) {
    for (const {language} of editions) {
      const name = nameOf({article, language})
      if (!holders.has(name)) holders.set(name, article)
    }
  }
  const payloads = approved.map(({payload}) => payload)
  const rivalOf = (one: Named, others: readonly Named[]): string | undefined => {
    const name = nameOf(one)
    const holder = holders.get(name) ?? others.find((other) => isRival(one, other, name))?.article
    return holder === one.article ? undefined : holder
  }

  const refused = approved.flatMap(({payload}) => {
    const rival = rivalOf(payload, payloads)
    if (rival === undefined) return []
    const message = `Its id differs from that of \`${rival}\` by letter case alone`
    return [refuse('id-taken', payload, message)]
  })
  const ids = new Set(refused.map(({edition}) => edition))
  return {
    approved: approved.filter(({payload}) => !ids.has(payload.id)),
    withdrawn: withdrawn.filter((one) => rivalOf(one, [...payloads, ...withdrawn]) === undefined),
    refused,
  }
}

function isRival(one: Named, other: Named, name: string): boolean {
  return other.article !== one.article && nameOf(other) === name
}

/** As a disk that ignores letter case has it. */
function nameOf({article, language}: Named): string {
  return `${article}.${language}`.toLowerCase()
}
