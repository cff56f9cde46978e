import {toEventId} from './event-id.ts'
import type {ListenEvent} from './listen-event.ts'

/**
 * The sync tag of every query of a dataset: this lake does not tell which document changes which
 * result, so that whoever shows one fetches anew after each change.
 */
export function syncTag(dataset: string): string {
  return `s1:${dataset}`
}

/**
 * Write an event as the live API of `@sanity/client` has it; nothing for one that it does not tell.
 *
 * One message a transaction, with the tag of the dataset.
 */
export function toLiveEvent({name, id = '', data}: ListenEvent, dataset: string): string {
  switch (name) {
    case 'heartbeat':
      return ':\n\n'
    case 'welcome':
    case 'welcomeback':
      return write('welcome', id, {})
    case 'reset':
      return write('restart', id, {})
    case 'disconnect':
      return write('goaway', '', {reason: 'The session has ended'})
    case 'mutation': {
      const {transactionId, transactionCurrentEvent} = data as {
        transactionId: string
        transactionCurrentEvent: number
      }
      if (transactionCurrentEvent !== 1) return ''
      const place = toEventId({transaction: transactionId, document: null})
      return write('message', place, {tags: [syncTag(dataset)]})
    }
    default:
      return name satisfies never
  }
}

function write(event: string, id: string, data: object): string {
  return `event: ${event}\n${id === '' ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`
}
