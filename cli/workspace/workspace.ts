import type {ContentSource, LedgerEntry, RawDocument, SourceStatus} from '#pipeline'

import {given} from '../arguments.ts'
import type {CommandInput} from '../command.ts'
import {CommandError} from '../fault.ts'
import {requireLedgerClock} from '../home/clock.ts'
import {appendToLedger, readLedger} from '../home/ledger-file.ts'
import {readSourceChecks} from '../home/source-checks.ts'
import {readTrustFile, type TrustFile} from '../home/trust-file.ts'
import {joinKept} from './join-kept.ts'
import {openSource} from './open-source.ts'
import {readOnlyRecords, type Records} from './records.ts'
import {seenEvents} from './seen-events.ts'

/** All that the gate decides by, read once. */
export interface Workspace {
  source: ContentSource & {records?: Records}
  /** Where new editions and statements go; refuses them where the source is only read. */
  records: Records
  /** Every document, by id. */
  documents: Map<string, RawDocument>
  editions: RawDocument[]
  statements: RawDocument[]
  trust: TrustFile
  ledger: LedgerEntry[]
  sourceChecks: Record<string, SourceStatus>
}

/**
 * Read source, trust file, ledger and source checks, and enter what is new into the ledger.
 *
 * `--source` and `--trust` choose others than the home's. Hold the home's lock.
 *
 * @param isWriting Whether a repository is to be written: then not by a clock that is behind.
 */
export async function openWorkspace(
  input: CommandInput,
  {isWriting = false} = {},
): Promise<Workspace> {
  const source = openSource(input.home, input.env, given(input, 'source'), input.now)
  try {
    return await readWorkspace(input, source, isWriting)
  } catch (error) {
    await source.close()
    throw error
  }
}

/**
 * Read all that the gate decides by from a source that is open. Hold the home's lock.
 *
 * Statements that were signed while the lake could not be reached count beside its own; they are
 * brought there now.
 */
export async function readWorkspace(
  input: CommandInput,
  source: ContentSource & {records?: Records},
  isWriting = false,
): Promise<Workspace> {
  const {home} = input
  const trust = await readTrustFile(home, given(input, 'trust'))
  const kept = await readLedger(home)
  refuseOlderTrust(trust, kept)
  const ledger = isWriting ? await requireLedgerClock(input, kept) : kept

  const documents = await source.documents()
  const ofType = (type: string) => documents.filter(({_type}) => _type === type)
  const editions = ofType('edition')
  const statements = await joinKept(input.home, source, ofType('statement'), trust.trust)
  const events = await seenEvents({editions, statements, trust, ledger, now: input.now})
  return {
    source,
    records: source.records ?? readOnlyRecords(source.name),
    documents: new Map(documents.map((document) => [document._id, document])),
    editions,
    statements,
    trust,
    ledger: await appendToLedger(home, ledger, events, input.now),
    sourceChecks: readSourceChecks(home),
  }
}

/** Versions of the trust file only rise; an old one put back would bring revoked keys back. */
export function refuseOlderTrust({trust, digest}: TrustFile, ledger: readonly LedgerEntry[]): void {
  for (const entry of ledger) {
    if (entry.event !== 'trust-seen') continue
    if (entry.version > trust.version) {
      throw new CommandError(
        'trust',
        `The trust file is version ${trust.version}, but version ${entry.version} was in use: put the newer one back`,
      )
    }
    if (entry.version === trust.version && entry.digest !== digest) {
      throw new CommandError(
        'trust',
        `The trust file is not the version ${trust.version} that was in use: put that one back`,
      )
    }
  }
}
