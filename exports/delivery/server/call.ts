import type {Catalogue} from './catalogue.ts'
import type {ChangeBell} from './change-bell.ts'
import type {ContentStore} from './content.ts'
import type {Licence} from './licence.ts'
import type {Openings} from './openings.ts'
import type {Sessions} from './sessions.ts'
import type {StreamSlots} from './stream-slots.ts'
import type {TokenBuckets} from './token-bucket.ts'
import type {TokenRecord} from './token-file.ts'
import type {DeliveryLimits, DeliveryWorld} from './world.ts'

/** What is behind every route. */
export interface Services {
  world: DeliveryWorld
  limits: DeliveryLimits
  catalogue: Catalogue
  contents: ContentStore
  sessions: Sessions
  bell: ChangeBell
  slots: StreamSlots
  openings: Openings
  buckets: Record<'tokens' | 'acks' | 'pages' | 'strangers', TokenBuckets>
}

/** A publisher that showed a token that counts. */
export interface Reader {
  token: TokenRecord
  licence: Licence
  /** Whether a browser's session stands for the token. */
  isSession: boolean
}

/** What is known of the other end, besides what it says. */
export interface Connection {
  /** Of the client: the socket's, or what a trusted proxy says. */
  address: string
  /** Aborted when the client went away before its answer was out; the request's own when absent. */
  signal?: AbortSignal
}

/** One request on its way through a route. */
export interface Call extends Required<Connection> {
  request: Request
  url: URL
  services: Services
}

/** A call of a publisher. */
export interface ReaderCall extends Call {
  reader: Reader
}
