import {createDelivery, folderReader, parseLicences, parseTokens} from '#exports'
import type {Delivery, DeliveryLimits, DeliveryWorld} from '#exports'
import type {LogEntry} from '#lake'

import type {Home} from '../../home/paths.ts'
import {openAckFile} from '../push/ack-file.ts'
import {deliveryHomeOf} from './delivery-home.ts'
import {readLicences} from './token-store.ts'
import {watchedFile} from './watched-file.ts'

/** What a home's delivery server is made of. */
export interface OpenDeliveryOptions {
  home: Home
  /** Folder of the repository. */
  out: string
  clock: () => string
  log: (entry: LogEntry) => void
  /** Where publishers reach it, if that is not where it listens. */
  publicUrl?: string
  /** Whether requests come through a proxy: then an address of this machine proves nothing. */
  isBehindProxy?: boolean
  /** Embargoes that end while it runs, where this process exports. */
  openings?: Required<Pick<DeliveryWorld, 'nextOpening' | 'settle'>>
  limits?: Partial<DeliveryLimits>
}

/** Make the delivery server of a home: its tokens, licences and acknowledgements, its repository. */
export async function openDelivery(options: OpenDeliveryOptions): Promise<Delivery> {
  const {home, out, clock, log, publicUrl, isBehindProxy = false, openings, limits} = options
  const {AttemptLimiter, isLoopbackName, machineEffects, Metrics, networkOf} = await import('#lake')
  const files = deliveryHomeOf(home)
  const tokens = watchedFile(files.tokens, (text) => {
    const records = text === '' ? [] : parseTokens(text)
    return new Map(records.map((record) => [record.sha256, record]))
  })
  const licences = watchedFile(files.publishers, (text) => {
    const publishers = text === '' ? [] : parseLicences(text)
    return new Map(publishers.map((licence) => [licence.id, licence]))
  })
  return createDelivery({
    reader: folderReader(out),
    clock,
    random: machineEffects.random,
    findToken: async (sha256) => (await tokens()).get(sha256) ?? null,
    findLicence: async (publisher) => (await licences()).get(publisher) ?? null,
    acks: openAckFile(
      home,
      (publisher) => readLicences(home).find(({id}) => id === publisher)?.audience ?? null,
    ),
    log,
    metrics: new Metrics(),
    guesses: new AttemptLimiter({failures: 10, windowMs: 60_000}),
    networkOf,
    isOwnMachine: (address) => !isBehindProxy && isLoopbackName(address),
    ...(publicUrl !== undefined && {publicUrl}),
    ...openings,
    ...(limits && {limits}),
  })
}
