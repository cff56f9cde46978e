import {canonicalJson, JsonError, parseStrictJson} from '#schemas'

import {entryHash, ledgerHead} from './ledger.ts'
import type {LedgerEntry} from './ledger-entry.ts'
import {ledgerSchemas} from './ledger-schema.ts'
import {isRecord, own} from './record.ts'
import {schemaProblems} from './schema-problems.ts'

/** What a fault of the ledger is; listed in `docs/ledger.md`. */
export type LedgerFaultCode =
  | 'line-malformed'
  | 'line-not-canonical'
  | 'entry-altered'
  | 'entries-missing'
  | 'entries-reordered'
  | 'entry-repeated'
  | 'chain-broken'

/** One fault, with the line that shows it, from 1. */
export interface LedgerFault {
  line: number
  code: LedgerFaultCode
  message: string
}

/** What a ledger file holds. Use `entries` for admission only when there are no faults. */
export interface LedgerReading {
  entries: LedgerEntry[]
  faults: LedgerFault[]
  /** The unfinished last line that a crash left, to be cut off; null when there is none. */
  torn: string | null
}

interface ReadLine {
  line: number
  entry: LedgerEntry
}

/**
 * Verify a ledger's lines: each entry's shape, canonical form and hash, and the chain.
 *
 * A last line without its newline that is not whole JSON is what a crash leaves: it is `torn`,
 * not a fault. Whoever cuts whole lines off the end leaves a sound chain: only a head kept
 * elsewhere shows that, see `auditLedger`.
 *
 * @param lines
 *   `text.split('\n')`: after a whole file the last one is empty.
 */
export async function verifyLedger(lines: readonly string[]): Promise<LedgerReading> {
  const faults: LedgerFault[] = []
  const last = lines.at(-1) ?? ''
  const torn = last !== '' && parse(last) instanceof JsonError ? last : null
  const whole = torn === null && last !== '' ? lines : lines.slice(0, -1)

  const read: ReadLine[] = []
  for (const [index, text] of whole.entries()) {
    const entry = readLine(text, index + 1, faults)
    if (entry) read.push({line: index + 1, entry})
  }
  await verifyChain(read, faults)
  return {
    entries: read.map(({entry}) => entry),
    faults: faults.toSorted((a, b) => a.line - b.line),
    torn,
  }
}

/** Give the text of a ledger file as it should be: without a torn line, with a last newline. */
export function mendLedger(text: string, torn: string | null): string {
  const sound = torn === null ? text : text.slice(0, text.length - torn.length)
  return sound === '' || sound.endsWith('\n') ? sound : `${sound}\n`
}

function readLine(text: string, line: number, faults: LedgerFault[]): LedgerEntry | null {
  const value = parse(text)
  if (value instanceof JsonError) {
    faults.push({line, code: 'line-malformed', message: `Line ${line} is not JSON`})
    return null
  }
  if (!isEntry(value)) {
    const event = isRecord(value) ? own(value, 'event') : undefined
    const isKnown = typeof event === 'string' && Object.hasOwn(ledgerSchemas, event)
    const schema = isKnown ? ledgerSchemas[event] : undefined
    const why = schema
      ? schemaProblems(value, schema).map((problem) => problem.message)
      : [`its event \`${JSON.stringify(event) ?? 'none'}\` is unknown`]
    const message = `Line ${line} is not an entry: ${why.join('; ')}`
    faults.push({line, code: 'line-malformed', message})
    return null
  }
  if (canonicalJson(value) !== text) {
    const message = `Line ${line} was rewritten: it is not canonical JSON`
    faults.push({line, code: 'line-not-canonical', message})
  }
  return value
}

async function verifyChain(read: readonly ReadLine[], faults: LedgerFault[]): Promise<void> {
  const all = new Set(read.map(({entry}) => entry.seq))
  const seen = new Set<number>()
  let head = ledgerHead([])

  for (const {line, entry} of read) {
    const expected = head.seq + 1
    const report = (code: LedgerFaultCode, message: string): void => {
      faults.push({line, code, message: `Line ${line}: ${message}`})
    }

    if ((await entryHash(entry)) !== entry.hash) {
      report('entry-altered', `entry ${entry.seq} was altered, its hash is not of its content`)
    } else if (seen.has(entry.seq)) {
      report('entry-repeated', `entry ${entry.seq} is there twice`)
    } else if (entry.seq !== expected && (entry.seq < expected || isMoved(all, expected, entry))) {
      report('entries-reordered', `entry ${entry.seq} stands where ${expected} should`)
    } else if (entry.seq > expected) {
      const lost = entry.seq - 1 === expected ? `${expected}` : `${expected} to ${entry.seq - 1}`
      report('entries-missing', `before entry ${entry.seq}, ${lost} is missing`)
    } else if (entry.prev !== head.hash) {
      report('chain-broken', `entry ${entry.seq} does not follow the one before it`)
    }
    seen.add(entry.seq)
    head = {seq: entry.seq, hash: entry.hash}
  }
}

/** An entry that should be here stands elsewhere in the file. */
function isMoved(all: ReadonlySet<number>, expected: number, entry: LedgerEntry): boolean {
  return all.has(expected) && entry.seq > expected
}

function isEntry(value: unknown): value is LedgerEntry {
  if (!isRecord(value)) return false
  const event = own(value, 'event')
  if (typeof event !== 'string' || !Object.hasOwn(ledgerSchemas, event)) return false
  const schema = ledgerSchemas[event]
  return schema !== undefined && schemaProblems(value, schema).length === 0
}

function parse(text: string): unknown {
  try {
    return parseStrictJson(text, {name: 'ledger'})
  } catch (error) {
    if (error instanceof JsonError) return error
    throw error
  }
}
