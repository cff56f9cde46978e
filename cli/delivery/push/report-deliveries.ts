import {existsSync} from 'node:fs'
import {resolve} from 'node:path'

import {deliveryReport, type DeliveryReport, type PublisherDelivery} from '#exports'

import {given} from '../../arguments.ts'
import type {CommandInput, Outcome} from '../../command.ts'
import {CommandError} from '../../fault.ts'
import {oneLine} from '../../terminal/printable.ts'
import {table} from '../../terminal/table.ts'
import {readStand} from './delivery-facts.ts'
import {readPushState} from './push-files.ts'
import {shownUrl} from './send-push.ts'

/**
 * Tell how far publishers are in their feeds: `status --deliveries`.
 *
 * It reads files alone, so that it works while everything else is down.
 *
 * @returns Exit 1 when a safety withdrawal is past its deadline, or an audience has no feed.
 */
export async function reportDeliveries(input: CommandInput): Promise<Outcome> {
  const out = resolve(given(input, 'out') ?? 'out')
  if (!existsSync(out)) {
    throw new CommandError(
      'data',
      `There is no repository at ${out}: name it with \`--out\`, or make it with \`export\``,
    )
  }
  const {publishers, webhooks, acks, feeds} = await readStand(input.home, out)
  const report = deliveryReport({
    publishers,
    events: new Map([...feeds].map(([audience, {events}]) => [audience, events])),
    acks,
    push: readPushState(input.home),
    deadlineHours: webhooks.deadlineHours,
    now: input.now,
  })
  const shown = report.publishers.map((publisher) => ({
    ...publisher,
    endpoints: publisher.endpoints.map((one) => ({...one, url: shownUrl(one.url)})),
  }))
  return {
    exit: report.isLate ? 1 : 0,
    text: describe({...report, publishers: shown}, webhooks.deadlineHours),
    data: {isLate: report.isLate, deadlineHours: webhooks.deadlineHours, publishers: shown},
  }
}

function describe({publishers}: DeliveryReport, deadlineHours: number): string {
  if (publishers.length === 0) return 'There are no publishers: an export writes them down.'
  const rows = publishers.map(({publisher, audience, head, acknowledged, lag, endpoints}) => [
    publisher,
    audience,
    head === null ? 'no feed' : String(head),
    acknowledged ? String(acknowledged.seq) : '-',
    String(lag),
    endpoints.map(({status}) => status).join(', ') || '-',
  ])
  const notes = publishers.flatMap((publisher) => notesOf(publisher, deadlineHours))
  return [
    table([['publisher', 'audience', 'head', 'acknowledged', 'lag', 'webhooks'], ...rows]),
    ...(notes.length > 0 ? ['', ...notes] : []),
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
      ({seq, article, language, number, ageMinutes, isLate}) =>
        `event ${seq}, the safety withdrawal of ${article} (${language}, edition ${number}), is not acknowledged after ${ageOf(ageMinutes)}${isLate ? `: PAST THE DEADLINE of ${deadlineHours} h` : ''}`,
    ),
  ]
  return notes.map((note) => `${publisher}: ${oneLine(note)}`)
}

function ageOf(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`
}
