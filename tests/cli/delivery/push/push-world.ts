import {startPush, type PushOptions} from '../../../../cli/delivery/push/push-runner.ts'
import type {LogEntry} from '../../../../lake/index.ts'
import {afterThisTest} from '../../../cleanup.ts'
import {receiver, type Receiver} from '../../webhooks/receiver.ts'
import {deliveryWorld, publishersFile, secretText} from './feeds.ts'

/** How long to wait for what happens at once. */
export const soon = {timeout: 5000, interval: 5}
export const minute = 60_000

/** A clinic that reads `knee.en` and is told at a receiver. */
export function pushWorld(
  {host, url}: Pick<Receiver, 'host' | 'url'>,
  secretFiles = ['clinic.secret'],
) {
  const files = deliveryWorld()
  const logged: LogEntry[] = []
  let skipped = 0
  files.put('publishers.json', publishersFile({clinic: 'knee.en'}))
  files.put('clinic.secret', secretText(7))
  files.put('old.secret', secretText(8))
  const endpoint = {publisher: 'clinic', url, secretFiles, allow: [host]}
  files.put('webhooks.json', {format: 1, endpoints: [endpoint]})
  const clock = () => new Date(Date.now() + skipped).toISOString()
  const start = (rest: Partial<PushOptions> = {}) => {
    const options = {
      home: files.home,
      out: files.out,
      clock,
      log: (one: LogEntry) => void logged.push(one),
    }
    const push = startPush({...options, ...rest})
    afterThisTest(() => push.close())
    return push
  }
  return {...files, endpoint, logged, clock, start, skip: (ms: number) => (skipped += ms)}
}

/** A receiver that answers with these statuses, then with 204. */
export function answering(...statuses: number[]) {
  let answered = 0
  return receiver((_, response) => {
    response.writeHead(statuses[answered++] ?? 204).end()
  })
}

/** The ids of the messages that came. */
export function idsOf({got}: Receiver): Array<string | undefined> {
  return got.map(({headers}) => headers['webhook-id'])
}
