import {existsSync, readFileSync} from 'node:fs'

import {
  auditLedger,
  ledgerHead,
  verifyLedger,
  type AuditFault,
  type LedgerFault,
  type LedgerHead,
} from '#pipeline'

import {given} from '../arguments.ts'
import type {Command, CommandInput} from '../command.ts'
import {CommandError} from '../fault.ts'
import {readKeptStatements} from '../home/kept-statements.ts'
import {readLedgerText} from '../home/ledger-file.ts'
import {counted} from '../terminal/counted.ts'
import {oneLine} from '../terminal/printable.ts'
import {openSource} from '../workspace/open-source.ts'

export const audit: Command = {
  name: 'audit',
  summary: 'Check the ledger, and the dataset against it: find what was altered or removed',
  usage: '[--checkpoint <file>] [--source <dataset|sanity>]',
  options: {checkpoint: {type: 'string'}, source: {type: 'string'}},
  help: {
    checkpoint:
      'a head of the ledger that was kept elsewhere: what `audit --json` printed, or a head of a repository (audiences/all/head.dsse.json)',
    source: 'the dataset to compare with (default: this home)',
  },
  async run(input) {
    const checkpoint = readCheckpoint(given(input, 'checkpoint'))
    const {entries, faults, torn} = await verifyLedger(readLedgerText(input.home).split('\n'))
    const compared = await auditLedger(entries, await documentsOf(input), checkpoint)
    const head = ledgerHead(entries)
    const found = faults.length + compared.length
    return {
      exit: found > 0 ? 1 : 0,
      text: describe(input, faults, compared, head, torn),
      data: {ok: found === 0, head, torn: torn !== null, ledger: faults, dataset: compared},
    }
  },
}

async function documentsOf(input: CommandInput) {
  const source = openSource(input.home, input.env, given(input, 'source'), input.now)
  try {
    // What was signed while the lake could not be reached waits in the home.
    return [...(await source.documents()), ...(await readKeptStatements(input.home))]
  } finally {
    await source.close()
  }
}

/** @throws `usage` when the file is neither what `audit --json` wrote nor a signed head. */
function readCheckpoint(path: string | undefined): LedgerHead | undefined {
  if (path === undefined) return undefined
  if (!existsSync(path)) throw new CommandError('usage', `There is no checkpoint at ${path}`)
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    const {seq, hash} = headIn(value)
    if (Number.isInteger(seq) && /^[0-9a-f]{64}$/.test(hash)) return {seq, hash}
  } catch (error) {
    throw new CommandError('usage', `${path} is not a checkpoint`, {cause: error})
  }
  throw new CommandError(
    'usage',
    `${path} is not a checkpoint: give what \`audit --json\` printed, or a head of a repository (audiences/all/head.dsse.json)`,
  )
}

/** The head in what `audit --json` printed, in a signed head, or the value itself. */
function headIn(value: unknown): LedgerHead {
  const {head = value, payload} = value as {head?: unknown; payload?: unknown}
  if (typeof payload !== 'string') return head as LedgerHead
  const signed = JSON.parse(Buffer.from(payload, 'base64').toString()) as {ledger: LedgerHead}
  return signed.ledger
}

function describe(
  {home, terminal: {style}}: CommandInput,
  faults: readonly LedgerFault[],
  compared: readonly AuditFault[],
  head: LedgerHead,
  torn: string | null,
): string {
  return [
    ...faults.map(
      ({line, code, message}) => `${style.bad(code)}  ${home.ledger}:${line}: ${oneLine(message)}`,
    ),
    ...compared.map(
      ({seq, code, message}) => `${style.bad(code)}  entry ${seq}: ${oneLine(message)}`,
    ),
    ...(torn === null
      ? []
      : ['The last line is unfinished, as a crash leaves it: the next export mends it']),
    faults.length + compared.length === 0
      ? `${style.good('sound')}  ${counted(head.seq, 'entry', 'entries')}, head ${head.hash}`
      : counted(faults.length + compared.length, 'fault'),
  ].join('\n')
}
