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

/** One request on its way through a route. */
export interface Call {
  request: Request
  url: URL
  /** Of the client: the socket's, or what a trusted proxy says. */
  address: string
  services: Services
}

/** A call of a publisher. */
export interface ReaderCall extends Call {
  reader: Reader
}
