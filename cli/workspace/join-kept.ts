import {
  envelopePayload,
  parseEnvelope,
  parseStatement,
  type ContentSource,
  type RawDocument,
  type StatementDocument,
  type Trust,
} from '#pipeline'

import {CommandError} from '../fault.ts'
import {forgetStatement, readKeptStatements} from '../home/kept-statements.ts'
import type {Home} from '../home/paths.ts'
import type {Records} from './records.ts'
import {identityOf} from './sign-edition.ts'

/**
 * Join the statements that the home keeps with those of a source, and bring them into the source where
 * it takes them; what it has is kept no longer.
 *
 * One that the source refuses stays in the home, and counts all the same: a withdrawal must not
 * depend on a store that can say no.
 */
export async function joinKept(
  home: Home,
  source: ContentSource & {records?: Records},
  statements: readonly RawDocument[],
  trust: Trust,
): Promise<RawDocument[]> {
  const kept = await readKeptStatements(home)
  if (kept.length === 0) return [...statements]
  const there = new Map(statements.map((document) => [document._id, document['envelope']]))
  const missing = kept.filter(({_id, envelope}) => there.get(_id) !== envelope)
  for (const document of kept) {
    const isThere = !missing.includes(document) || (await bring(document, source, trust))
    // A dataset that is only looked at is not where they belong.
    if (isThere && source.records) forgetStatement(home, document)
  }
  const ids = new Set(missing.map(({_id}) => _id))
  return [...statements.filter(({_id}) => !ids.has(_id)), ...missing]
}

/** @returns Whether the source has it now. */
async function bring(
  document: StatementDocument,
  {records}: {records?: Records},
  trust: Trust,
): Promise<boolean> {
  if (!records) return false
  const payload = envelopePayload(parseEnvelope(document.envelope))
  const author = identityOf(trust, parseStatement(payload).signer.id)
  try {
    await records.store([document], {author})
    return true
  } catch (error) {
    // It says no, or the token may not write: the next command tries again.
    if (error instanceof CommandError) return false
    throw error
  }
}
