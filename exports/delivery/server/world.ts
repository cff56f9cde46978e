import type {PartReader} from '../../repository/artifact-store.ts'
import type {AckStore} from '../push/ack-store.ts'
import type {Licence} from './licence.ts'
import type {TokenRecord} from './token-file.ts'

/** One line of the log: no token, cookie, query or body is in it. */
export interface DeliveryLogEntry {
  at: string
  level: 'info' | 'warn' | 'error'
  event: string
  [field: string]: string | number | boolean | null | undefined
}

/** Counts failures by a key that a client cannot forge. */
interface FailureLimiter {
  /** Seconds to wait before the next attempt; 0 where one is free. */
  waitSeconds(key: string, nowMs: number): number
  fail(key: string, nowMs: number): void
}

/** Counters and durations, in Prometheus' text format. */
interface DeliveryMetrics {
  describe(name: string, help: string): void
  count(name: string, labels?: Readonly<Record<string, string>>): void
  observe(name: string, seconds: number, labels?: Readonly<Record<string, string>>): void
  gauge(name: string, read: () => number): void
  toText(): string
}

/** Bounds; each has a default. */
export interface DeliveryLimits {
  /** Requests a second that one token may go on making, and how many at once before that. */
  requestsPerSecond: number
  requestsAtOnce: number
  /** The same of acknowledgements of one publisher: each waits for the disk. */
  acksPerSecond: number
  acksAtOnce: number
  /** The same of pages for people, which take longest to make, of one token. */
  pagesPerSecond: number
  pagesAtOnce: number
  /** The same, of a network without a token. */
  strangerPerSecond: number
  strangerAtOnce: number
  /** Open event streams and waiting polls: of one token, and of all. */
  streamsOfToken: number
  streams: number
  /** How long what was read of the repository is believed without looking, in milliseconds. */
  freshMs: number
  /** How often a change is looked for while somebody waits for one. */
  pollMs: number
  /** Silence of an event stream before a sign of life. */
  heartbeatMs: number
  /** How long a browser stays logged in. */
  sessionMs: number
}

/** All that the delivery server knows of the outside. */
export interface DeliveryWorld {
  /** The repository that it serves. */
  reader: PartReader
  /** UTC instant of now. */
  clock: () => string
  /** Bytes that nobody can guess. */
  random: (length: number) => Uint8Array
  /** Find a token by the hex sha256 of its text: no older than five seconds. */
  findToken: (sha256: string) => Promise<TokenRecord | null>
  /** What a publisher may have: no older than five seconds. */
  findLicence: (publisher: string) => Promise<Licence | null>
  acks: AckStore
  log: (entry: DeliveryLogEntry) => void
  metrics: DeliveryMetrics
  /** Failed attempts to show a token, by network. */
  guesses: FailureLimiter
  /** The network that an address is counted under. */
  networkOf: (address: string) => string
  /** Whether a request's address is this machine, with no proxy in between. */
  isOwnMachine: (address: string) => boolean
  /**
   * Where publishers reach it, such as `https://delivery.example`; what the request says when absent.
   */
  publicUrl?: string
  /** When an embargo ends next; null for never. Absent where nothing is exported here. */
  nextOpening?: () => string | null
  /** Put out what may go out at an instant; resolves when readers see it. */
  settle?: (now: string) => Promise<void>
  limits?: Partial<DeliveryLimits>
}

export const defaultLimits: DeliveryLimits = {
  requestsPerSecond: 200,
  requestsAtOnce: 4000,
  acksPerSecond: 10,
  acksAtOnce: 200,
  pagesPerSecond: 2,
  pagesAtOnce: 40,
  strangerPerSecond: 20,
  strangerAtOnce: 200,
  streamsOfToken: 20,
  streams: 1000,
  freshMs: 200,
  pollMs: 500,
  heartbeatMs: 15_000,
  sessionMs: 8 * 60 * 60 * 1000,
}
