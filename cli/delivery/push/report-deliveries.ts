import {existsSync} from 'node:fs'

import {deliveryReport, formerOf, type PublisherDelivery} from '#exports'

import type {CommandInput, Outcome} from '../../command.ts'
import {CommandError} from '../../fault.ts'
import type {Home} from '../../home/paths.ts'
import {chosenFolders} from '../../repository/last-export.ts'
import {oneLine} from '../../terminal/printable.ts'
import {table} from '../../terminal/table.ts'
import {readStand, type DeliveryStand} from './delivery-facts.ts'
import {readPushState} from './push-files.ts'
import type {WebhookFault} from './read-webhooks.ts'
import {shownUrl} from './send-push.ts'

/**
 * Tell how far publishers are in their feeds: `status --deliveries`.
 *
 * It reads files alone, so that it works while everything else is down.
 *
 * @returns Exit 1 when a safety withdrawal is past its deadline, an audience has no feed, or an
 *   endpoint cannot be told as it is configured.
 */
export async function reportDeliveries(input: CommandInput): Promise<Outcome> {
  const folders = chosenFolders(input)
  const stands = await Promise.all(folders.map((out) => standIn(input.home, out)))
  const {deadlineHours, faults} = stands[0]!.webhooks
  const reports = stands.map((stand, index) => {
    // Who reads in no repository at all is reported once.
    const publishers = stand.publishers.filter(
      ({audience}) =>
        stand.feeds.has(audience) ||
        (index === 0 && !stands.some(({feeds}) => feeds.has(audience))),
    )
    const report = deliveryReport({
      publishers: publishers.map((one) => ({...one, former: formerOf(one, input.now)})),
      events: new Map([...stand.feeds].map(([audience, {events}]) => [audience, events])),
      acks: stand.acks,
      push: readPushState(input.home),
      deadlineHours,
      now: input.now,
    })
    return {...report, repository: folders[index]!}
  })
  const isLate = reports.some((report) => report.isLate)
  const shown = reports.flatMap(({repository, publishers}) =>
    publishers.map((publisher) => ({
      ...publisher,
      repository,
      endpoints: publisher.endpoints.map((one) => ({...one, url: shownUrl(one.url)})),
    })),
  )
  return {
    exit: isLate || faults.length > 0 ? 1 : 0,
    text: [describe(shown, folders, deadlineHours), ...faults.map(describeFault)].join('\n'),
    data: {isLate, deadlineHours, repositories: folders, publishers: shown, faults},
  }
}

/** Say of an endpoint why nobody is told there. */
export function describeFault({publisher, url, message}: WebhookFault): string {
  const name = [publisher, url].filter((part) => part !== '').join(' ')
  return oneLine(`${name || 'an endpoint'} is not told: ${message}`)
}

async function standIn(home: Home, out: string): Promise<DeliveryStand> {
  if (existsSync(out)) return readStand(home, out)
  throw new CommandError(
    'data',
    `There is no repository at ${out}: name it with \`--out\`, or make it with \`export\``,
  )
}

type Shown = PublisherDelivery & {repository: string}

function describe(
  publishers: readonly Shown[],
  folders: readonly string[],
  deadlineHours: number,
): string {
  if (publishers.length === 0) return 'There are no publishers: an export writes them down.'
  const isOne = folders.length === 1
  const rows = publishers.map(
    ({publisher, audience, head, acknowledged, lag, endpoints, repository}) => [
      publisher,
      audience,
      head === null ? 'no feed' : String(head),
      acknowledged ? String(acknowledged.seq) : '-',
      String(lag),
      endpoints.map(({status}) => status).join(', ') || '-',
      ...(isOne ? [] : [oneLine(repository)]),
    ],
  )
  const titles = ['publisher', 'audience', 'head', 'acknowledged', 'lag', 'webhooks']
  const notes = publishers.flatMap((publisher) => notesOf(publisher, deadlineHours))
  return [
    table([[...titles, ...(isOne ? [] : ['repository'])], ...rows]),
    ...(notes.length > 0 ? ['', ...new Set(notes)] : []),
  ].join('\n')
}

function notesOf(
  {publisher, audience, head, failed, endpoints, unacknowledged}: PublisherDelivery,
  deadlineHours: number,
): string[] {
  const notes = [
    ...(head === null ? [`the repository has no audience ${audience}: export it`] : []),
    ...(failed
      ? [`could not take over event ${failed.seq} at ${failed.at}: ${failed.message ?? 'no word'}`]
      : []),
    ...endpoints.flatMap(({url, status, since, fault, next}) => {
      if (status === 'disabled') {
        return [
          `${url} is disabled since ${since}: it ${fault}; \`webhooks enable ${publisher}\` tells it again`,
        ]
      }
      return status === 'failing'
        ? [`${url} fails since ${since}: ${fault}; next at ${next ?? '-'}`]
        : []
    }),
    ...unacknowledged.map(
      ({seq, audience: feed, article, language, number, ageMinutes, isLate}) =>
        `event ${seq}${feed === audience ? '' : ` of ${feed}, which it had before`}, the safety withdrawal of ${article} (${language}, edition ${number}), is not acknowledged after ${ageOf(ageMinutes)}${isLate ? `: PAST THE DEADLINE of ${deadlineHours} h` : ''}`,
    ),
  ]
  return notes.map((note) => `${publisher}: ${oneLine(note)}`)
}

function ageOf(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`
}
