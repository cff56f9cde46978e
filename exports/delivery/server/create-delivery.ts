import type {Connection, Services} from './call.ts'
import {Catalogue} from './catalogue.ts'
import {ChangeBell} from './change-bell.ts'
import {ContentStore} from './content.ts'
import {answer} from './answer.ts'
import {Openings} from './openings.ts'
import {Sessions} from './sessions.ts'
import {StreamSlots} from './stream-slots.ts'
import {TokenBuckets} from './token-bucket.ts'
import {defaultLimits, type DeliveryWorld} from './world.ts'

/** A delivery server, without a socket. */
export interface Delivery {
  handle(request: Request, connection: Connection): Promise<Response>
  /** Refuse what comes, end what waits; what is being answered is finished. */
  close(): Promise<void>
}

/**
 * Make the delivery server of a repository.
 *
 * @see docs/delivery.md
 */
export function createDelivery(world: DeliveryWorld): Delivery {
  const limits = {...defaultLimits, ...world.limits}
  const catalogue = new Catalogue(world.reader, limits.freshMs)
  const contents = new ContentStore(world.reader, limits.freshMs)
  const services: Services = {
    world,
    limits,
    catalogue,
    contents,
    sessions: new Sessions(),
    bell: new ChangeBell(limits.pollMs),
    slots: new StreamSlots(limits.streamsOfToken, limits.streams),
    openings: new Openings(world, () => {
      catalogue.refresh()
      contents.refresh()
    }),
    buckets: {
      tokens: new TokenBuckets({
        perSecond: limits.requestsPerSecond,
        atOnce: limits.requestsAtOnce,
      }),
      acks: new TokenBuckets({perSecond: limits.acksPerSecond, atOnce: limits.acksAtOnce}),
      pages: new TokenBuckets({perSecond: limits.pagesPerSecond, atOnce: limits.pagesAtOnce}),
      strangers: new TokenBuckets({
        perSecond: limits.strangerPerSecond,
        atOnce: limits.strangerAtOnce,
      }),
    },
  }
  describeMetrics(services)
  return {
    handle: (request, connection) => answer(request, connection, services),
    async close() {
      services.bell.stop()
    },
  }
}

function describeMetrics({world: {metrics}, slots}: Services): void {
  metrics.describe('marrow_delivery_requests_total', 'Requests by route, method and status')
  metrics.describe('marrow_delivery_request_seconds', 'Time until the head of an answer')
  metrics.describe('marrow_delivery_waiting', 'Event streams and polls that wait for news')
  metrics.gauge('marrow_delivery_waiting', () => slots.open)
}
