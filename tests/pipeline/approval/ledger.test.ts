import * as fc from 'fast-check'
import {describe, expect, it} from 'vitest'

import {
  appendEntries,
  auditLedger,
  ledgerHead,
  ledgerLine,
  ledgerTime,
  mendLedger,
  verifyLedger,
} from '#pipeline'
import {sha256Hex} from '#schemas'

import {editionDigest} from '../../../pipeline/approval/edition-digest.ts'
import type {LedgerEntry, LedgerEvent} from '../../../pipeline/approval/ledger-entry.ts'
import type {RawDocument} from '../../../pipeline/approval/types.ts'

const at = '2026-03-01T10:00:00.000Z'
const payload = '{"format":1}'
const envelope = '{"payload":""}'

const editionDocument: RawDocument = {_id: 'edition.knee.1', _type: 'edition', payload}
const statementRecord: RawDocument = {_id: 'statement.abc', _type: 'statement', envelope}
const documents = [editionDocument, statementRecord]

const edition = {
  edition: 'edition.knee.1',
  digest: await editionDigest(payload),
  article: 'knee',
  number: 1,
  language: 'en',
}

const events: LedgerEvent[] = [
  {event: 'trust-seen', version: 1, digest: 'd'.repeat(64)},
  {event: 'edition-seen', ...edition},
  {
    event: 'statement-seen',
    ...edition,
    statement: await sha256Hex(envelope),
    id: 'statement.abc',
    kind: 'withdrawal',
    signer: 'max',
    keyid: 'c'.repeat(64),
    role: 'medical-expert',
    meaning: 'withdrawal',
    signedAt: at,
    severity: 'safety',
  },
  {event: 'exported', ...edition, bundle: 'b'.repeat(64)},
  {event: 'removed', article: 'knee', language: 'en', because: 'withdrawn'},
]

const ledger = await appendEntries([], events, at)
const text = ledger.map(ledgerLine).join('')
const lines = text.trimEnd().split('\n')

function textOf(list: readonly (string | undefined)[]): string[] {
  return [...list.map(String), '']
}

async function faultsOf(list: readonly (string | undefined)[]): Promise<string[]> {
  const {faults} = await verifyLedger(textOf(list))
  return faults.map(({line, code}) => `${line} ${code}`)
}

function line(number: number): string {
  return lines[number - 1] ?? ''
}

describe('the ledger', () => {
  it('reads back what was appended, in one go or one by one', async () => {
    const entries: LedgerEntry[] = []
    for (const event of events) entries.push(...(await appendEntries(entries, [event], at)))
    expect(entries).toEqual(ledger)
    expect(await verifyLedger(text.split('\n'))).toEqual({entries: ledger, faults: [], torn: null})
    expect(ledgerHead(ledger)).toEqual({seq: 5, hash: ledger[4]?.hash})
  })

  it('never steps back in time, whatever the clock says', async () => {
    const [next] = await appendEntries(ledger, [events[0]!], '2020-01-01T00:00:00.000Z')
    expect(next?.at).toBe(at)
  })

  it('keeps the time of a clock that ran ahead, and knows to which it was set', async () => {
    const to = '2020-01-01T00:00:00.000Z'
    const set = await appendEntries(ledger, [{event: 'clock-set', to}, events[0]!], to)
    expect(set.map((entry) => entry.at)).toEqual([at, at])
    expect(ledgerTime([])).toBeUndefined()
    expect(ledgerTime(ledger)).toBe(at)
    expect(ledgerTime([...ledger, ...set])).toBe(to)
    const later = '2040-01-01T00:00:00.000Z'
    const all = [...ledger, ...set]
    expect(ledgerTime([...all, ...(await appendEntries(all, [events[0]!], later))])).toBe(later)
  })

  it('takes no entry that it could not read back', async () => {
    for (const wrong of [{number: 0}, {number: 1.5}, {language: ''}, {digest: 'x'}]) {
      const event = {event: 'edition-seen', ...edition, ...wrong} as LedgerEvent
      await expect(appendEntries(ledger, [event], at)).rejects.toThrow(TypeError)
    }
  })

  it('starts empty', async () => {
    expect(ledgerHead([])).toEqual({seq: 0, hash: '0'.repeat(64)})
    expect(await verifyLedger([''])).toEqual({entries: [], faults: [], torn: null})
    expect(await verifyLedger([])).toEqual({entries: [], faults: [], torn: null})
  })

  it('is found altered when any one byte of any line changed', async () => {
    for (const [index, original] of lines.entries()) {
      for (let place = 0; place < original.length; place += 1) {
        const other = original[place] === '7' ? '8' : '7'
        const changed = `${original.slice(0, place)}${other}${original.slice(place + 1)}`
        const {faults} = await verifyLedger(textOf(lines.with(index, changed)))
        expect({changed, line: faults[0]?.line}).toEqual({changed, line: index + 1})
      }
    }
  })

  it('names an altered entry', async () => {
    expect(await faultsOf(lines.with(2, line(3).replace('safety', 'legal')))).toEqual([
      '3 entry-altered',
    ])
  })

  it('names an entry that was altered together with its hash', async () => {
    const forged = await appendEntries(
      ledger.slice(0, 1),
      [{event: 'edition-seen', ...edition, number: 2}],
      at,
    )
    const changed = forged.map((entry) => ledgerLine(entry).trimEnd())
    expect(await faultsOf(lines.with(1, changed[0] ?? ''))).toEqual(['3 chain-broken'])
  })

  it('names deleted entries', async () => {
    expect(await faultsOf(lines.toSpliced(2, 1))).toEqual(['3 entries-missing'])
    expect(await faultsOf(lines.slice(2))).toEqual(['1 entries-missing'])
  })

  it('names reordered entries', async () => {
    const codes = await faultsOf([line(1), line(3), line(2), line(4), line(5)])
    expect(codes[0]).toBe('2 entries-reordered')
    expect(codes).not.toContain('3 entries-missing')
  })

  it('names a repeated entry', async () => {
    expect((await faultsOf(lines.toSpliced(2, 0, line(2))))[0]).toBe('3 entry-repeated')
  })

  const malformed: Array<[string, string]> = [
    ['{"seq":', 'line-malformed'],
    ['', 'line-malformed'],
    ['[]', 'line-malformed'],
    ['{"event":"__proto__"}', 'line-malformed'],
    [line(1).replace('{', '{"note":"x",'), 'line-malformed'],
    [line(1).replace('{', '{ '), 'line-not-canonical'],
  ]

  it.each(malformed)('names the line %j', async (changed, code) => {
    expect((await faultsOf(lines.with(0, changed)))[0]).toBe(`1 ${code}`)
  })

  it('calls an unfinished last line torn, wherever the crash cut it', async () => {
    const whole = lines
      .slice(0, 4)
      .map((one) => `${one}\n`)
      .join('')
    for (let length = 1; length < line(5).length; length += 1) {
      const tail = line(5).slice(0, length)
      const reading = await verifyLedger(`${whole}${tail}`.split('\n'))
      expect(reading).toEqual({entries: ledger.slice(0, 4), faults: [], torn: tail})
      expect(mendLedger(`${whole}${tail}`, reading.torn)).toBe(whole)
    }
  })

  it('keeps a last entry that lacks only its newline', async () => {
    const cut = text.trimEnd()
    const reading = await verifyLedger(cut.split('\n'))
    expect(reading).toEqual({entries: ledger, faults: [], torn: null})
    expect(mendLedger(cut, reading.torn)).toBe(text)
  })

  it('does not call a broken line before the last torn', async () => {
    const {torn, faults} = await verifyLedger(textOf(lines.with(3, line(4).slice(0, 20))))
    expect(torn).toBeNull()
    expect(faults[0]).toMatchObject({line: 4, code: 'line-malformed'})
  })

  it('has a fault, or is shorter, after any removal, swap or repetition of lines', async () => {
    const edits = fc.array(fc.nat(4), {maxLength: 7})
    await fc.assert(
      fc.asyncProperty(edits, async (order) => {
        const {faults} = await verifyLedger(textOf(order.map((index) => lines[index])))
        const isPrefix = order.every((value, index) => value === index)
        expect(faults.length === 0).toBe(isPrefix)
      }),
      {numRuns: 300},
    )
  })
})

describe('auditLedger', () => {
  it('finds nothing when all is as it was seen', async () => {
    expect(await codesOf(documents)).toEqual([])
    expect(await auditLedger(ledger, documents)).toEqual([])
    expect(await codesOf([], [], ledgerHead([]))).toEqual([])
  })

  it('finds a removed edition and a removed statement', async () => {
    expect(await codesOf([statementRecord])).toEqual(['edition-missing 2'])
    expect(await codesOf([editionDocument])).toEqual(['statement-missing 3'])
  })

  it('finds a changed edition and a changed statement', async () => {
    const changed = {...editionDocument, payload: `${payload} `}
    expect(await codesOf([changed, statementRecord])).toEqual(['edition-changed 2'])
    const edited = {...statementRecord, envelope: '{}'}
    expect(await codesOf([editionDocument, edited])).toEqual(['statement-changed 3'])
  })

  it('does not take a payload that only a prototype has', async () => {
    const cheat: RawDocument = Object.assign(Object.create({payload}), {
      _id: 'edition.knee.1',
      _type: 'edition',
    })
    expect(await codesOf([cheat, statementRecord])).toEqual(['edition-changed 2'])
  })

  it('finds a ledger that was cut since the checkpoint', async () => {
    expect(await codesOf(documents, ledger.slice(0, 4))).toEqual(['ledger-truncated 5'])
    expect(await codesOf(documents, [])).toEqual(['ledger-truncated 5'])
  })

  it('finds a ledger that was rewritten since the checkpoint', async () => {
    const rewritten = await appendEntries([], events, '2026-03-02T10:00:00.000Z')
    expect(await codesOf(documents, rewritten)).toEqual(['checkpoint-differs 5'])
  })

  it('takes a ledger that grew since the checkpoint', async () => {
    expect(await codesOf(documents, ledger, ledgerHead(ledger.slice(0, 2)))).toEqual([])
  })

  it('finds an edition seen with two digests, and trust files that fell or fork', async () => {
    const more: LedgerEvent[] = [
      {event: 'edition-seen', ...edition, digest: 'e'.repeat(64)},
      {event: 'trust-seen', version: 1, digest: 'e'.repeat(64)},
      {event: 'trust-seen', version: 3, digest: 'e'.repeat(64)},
      {event: 'trust-seen', version: 2, digest: 'e'.repeat(64)},
    ]
    const entries = [...ledger, ...(await appendEntries(ledger, more, at))]
    expect(await codesOf(documents, entries)).toEqual([
      'edition-resealed 6',
      'edition-changed 6',
      'trust-changed 7',
      'trust-older 9',
    ])
  })
})

/** Codes of the audit's faults with the entry that shows each. */
async function codesOf(
  stored: RawDocument[],
  entries: readonly LedgerEntry[] = ledger,
  checkpoint = ledgerHead(ledger),
): Promise<string[]> {
  const faults = await auditLedger(entries, stored, checkpoint)
  return faults.map(({code, seq}) => `${code} ${seq}`)
}
