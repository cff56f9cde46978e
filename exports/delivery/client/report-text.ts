import type {PullReport} from './run-once.ts'

/** Exit codes: 0 done, 1 something was refused or failed, 4 the last good state has run out. */
export function exitOf({ok, isStale}: PullReport): 0 | 1 | 4 {
  if (isStale) return 4
  return ok ? 0 : 1
}

/** Say in one line what a pull came to; a line more for each fault. */
export function reportText(report: PullReport): string {
  const {seq, events, shown, ranOut, withdrawn, pending, faults, expires, isStale} = report
  const facts = [
    isStale ? 'stale' : report.ok ? 'pulled' : 'not all pulled',
    `event ${seq} (${events} new)`,
    `${shown.length} shown`,
    `${withdrawn.length} withdrawn`,
    ...(ranOut.length > 0 ? [`${ranOut.length} hidden, run out`] : []),
    ...(pending > 0 ? [`${pending} to do`] : []),
    expires === null ? 'nothing pulled yet' : `good until ${expires}`,
  ]
  return [
    facts.join(', '),
    ...faults.map(({code, path, message}) => `${code}  ${printable(path)}: ${printable(message)}`),
  ].join('\n')
}

/** What a server says must not steer a terminal. */
function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, ' ')
}
