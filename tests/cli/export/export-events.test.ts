import {describe, expect, it} from 'vitest'

import type {TitledEntry} from '#exports'
import type {LedgerEntry, LedgerEvent, Refusal} from '#pipeline'

import {exportEvents} from '../../../cli/export/export-events.ts'

const entry = (bundle: string, number = 1, article = 'a'): TitledEntry =>
  ({
    article,
    language: 'en',
    edition: `edition.${article}.${number}`,
    digest: `digest-${number}`,
    number,
    bundle,
    title: '',
  }) as unknown as TitledEntry

const nothing = {added: [], unchanged: [], removed: []}
const out = {out: new Set(['a']), refused: []}

/** Run exports one after the other; what each adds to the ledger. */
function runs(...changes: Array<Parameters<typeof exportEvents>[0]>): string[][] {
  const ledger: LedgerEvent[] = []
  return changes.map((change) => {
    const events = exportEvents(change, ledger as LedgerEntry[], out)
    ledger.push(...events)
    return events.map((event) => (event.event === 'exported' ? event.bundle : event.event))
  })
}

describe('what an export adds to the ledger', () => {
  it('is each bundle of an edition once, in whatever repository and order', () => {
    expect(
      runs(
        {...nothing, added: [entry('x'), entry('y')]},
        {...nothing, unchanged: [entry('y'), entry('x')]},
        {...nothing, added: [entry('x')]},
        {...nothing, added: [entry('z')], unchanged: [entry('x')]},
      ),
    ).toEqual([['x', 'y'], [], [], ['z']])
  })

  it('is a bundle anew when an edition comes back', () => {
    expect(
      runs(
        {...nothing, added: [entry('x')]},
        {...nothing, added: [entry('y', 2)]},
        {...nothing, added: [entry('x')]},
      ),
    ).toEqual([['x'], ['y'], ['x']])
  })

  it('is an article that left, with the reason, once', () => {
    const ledger = [{event: 'exported', ...entry('x')}] as unknown as LedgerEntry[]
    const refused = [{article: 'a', code: 'revoked'}] as Refusal[]
    const gone = {out: new Set<string>(), refused}
    const change = {...nothing, removed: [entry('x')]}
    const events = exportEvents(change, ledger, gone)
    expect(events).toEqual([{event: 'removed', article: 'a', language: 'en', because: 'revoked'}])
    const again = [...ledger, ...events] as LedgerEntry[]
    expect(exportEvents(change, again, gone)).toEqual([])
  })

  it('is nothing where an article left one repository and is out in another', () => {
    const ledger = [{event: 'exported', ...entry('x')}] as unknown as LedgerEntry[]
    expect(exportEvents({...nothing, removed: [entry('x')]}, ledger, out)).toEqual([])
  })
})
