import {resolve} from 'node:path'

import {exporters} from '#exports'
import type {Message, Refusal} from '#pipeline'

import {given, several} from '../arguments.ts'
import type {Command} from '../command.ts'
import {formatsNamed} from '../export/choose-formats.ts'
import {exportHome, type HomeExport} from '../export/export-home.ts'
import {usualFormats} from '../export/publisher-profiles.ts'
import {clockHelp, clockOption} from '../home/clock.ts'
import {oneLine} from '../terminal/printable.ts'
import type {Style} from '../terminal/terminal.ts'

export const exportCommand: Command = {
  name: 'export',
  summary: 'Turn every edition that the gate admits into a signed bundle',
  usage:
    '[--out <folder>] [--audience <name>]… [--source <dataset.ndjson|.tar.gz|sanity>] [--trust <file>] [--strict] [--clock-was-ahead]',
  options: {
    out: {type: 'string'},
    audience: {type: 'string', multiple: true},
    source: {type: 'string'},
    trust: {type: 'string'},
    format: {type: 'string'},
    strict: {type: 'boolean'},
    ...clockOption,
  },
  help: {
    out: 'repository to write (default out/)',
    audience:
      'write the repository of these audiences alone, so that it holds no byte that they may not have yet',
    source: 'where editions come from: a dataset export, or a lake (default: this home)',
    trust: 'another trust file than that of the home',
    format: `formats of the audience \`all\`, with commas, of ${exporters.map(({name}) => name).join(', ')} (default: those of the publishers' profiles, else ${usualFormats.join(', ')})`,
    strict: 'exit with 1 when anything was refused',
    ...clockHelp,
  },
  async run(input) {
    const named = given(input, 'format')
    const report = await exportHome(input, {
      out: resolve(given(input, 'out') ?? 'out'),
      audiences: several(input, 'audience'),
      ...(named !== undefined && {formats: formatsNamed(named)}),
    })
    const hasRefusal = report.refused.length + report.profileFaults.length > 0
    return {
      exit: input.values['strict'] && hasRefusal ? 1 : 0,
      text: describeExport(report, input.terminal.style),
      data: summariseExport(report),
    }
  },
}

/** Say what came out, what was unchanged, and what was refused and why. */
function describeExport(report: HomeExport, style: Style): string {
  const {added, unchanged, removed} = report.written
  return [
    ...added.map(({edition, title}) => `${style.good('exported')}   ${edition}  ${oneLine(title)}`),
    ...unchanged.map(
      ({edition, title}) => `${style.dim('unchanged')}  ${edition}  ${oneLine(title)}`,
    ),
    ...report.withdrawn.map(
      ({edition, title}) => `${style.warn('withdrawn')}  ${edition}  ${oneLine(title)}`,
    ),
    ...removed.map(({edition}) => `${style.warn('removed')}    ${edition}`),
    ...report.refused.flatMap((refusal) => describeRefusal(refusal, style)),
    ...report.profileFaults.flatMap((fault) => describeFault(fault, style)),
    ...report.closed.map((one) => describeClosed(one, style)),
    ...report.openings.map(
      ({edition, audience, opens}) =>
        `${style.dim('held')}       ${edition}  for ${audience} until ${opens}`,
    ),
    ...[...report.byEdition].flatMap(([edition, messages]) => describeFindings(edition, messages)),
    ...describeFindings('gate', report.findings),
    '',
    `${added.length} exported, ${unchanged.length} unchanged, ${report.refused.length} refused, ${report.withdrawn.length} withdrawn`,
    `Repository: ${report.out}`,
  ].join('\n')
}

/** Say a refusal with what each statement lacked, where that is more than the refusal says. */
function describeRefusal(refusal: Refusal, style: Style): string[] {
  const isNews = ({message}: Refusal['reasons'][number]) => !refusal.message.startsWith(message)
  return [
    `${style.bad('refused')}    ${refusal.edition ?? refusal.article}  ${refusal.code}: ${oneLine(refusal.message)}`,
    ...refusal.reasons
      .filter(isNews)
      .map(({statement, code, message}) => `           ${statement}: ${code}: ${oneLine(message)}`),
    `           ${style.dim(oneLine(refusal.remedy))}`,
  ]
}

function describeClosed(
  {name, status, until, publishers}: HomeExport['closed'][number],
  style: Style,
): string {
  const readers = publishers.length > 0 ? `; ${publishers.join(', ')} had it` : ''
  if (until === null)
    return `${style.dim('deleted')}    audience ${name}, closed before${oneLine(readers)}`
  const word = status === 'closed' ? style.warn('closed') : style.dim('closed')
  return `${word}     audience ${name}: no profile asks for it any more. Its followers are told until ${until}${oneLine(readers)}`
}

function describeFault(
  {publisher, field, message, remedy}: HomeExport['profileFaults'][number],
  style: Style,
): string[] {
  return [
    `${style.bad('refused')}    ${oneLine([publisher, field].filter(Boolean).join(' '))}: ${oneLine(message)}`,
    `           ${style.dim(oneLine(remedy))}`,
  ]
}

function describeFindings(place: string, messages: readonly Message[]): string[] {
  return messages.map(
    ({severity, ruleId, path, reason}) =>
      `${severity}: ${oneLine([place, path].filter(Boolean).join(' '))}: ${oneLine(reason)} (${ruleId})`,
  )
}

function summariseExport(report: HomeExport): object {
  const {added, unchanged, removed, wrote, index} = report.written
  return {
    out: report.out,
    wrote,
    version: index.version,
    exported: added,
    unchanged,
    removed,
    withdrawn: report.withdrawn.map(({statement, ...rest}) => ({
      ...rest,
      statement: statement?.id,
    })),
    refused: report.refused,
    profiles: report.profileFaults,
    audiences: report.written.audiences.map(({name, head, news}) => ({
      name,
      expires: head.expires,
      feed: head.feed.seq,
      news: news.map(({seq, type, entry}) => ({seq, type, edition: entry?.edition})),
    })),
    closed: report.closed.map((one) => ({...one, because: 'no-profile'})),
    held: report.openings,
    next: report.next,
    findings: [
      ...report.findings,
      ...[...report.byEdition].flatMap(([edition, messages]) =>
        messages.map((message) => ({edition, ...message})),
      ),
    ],
  }
}
