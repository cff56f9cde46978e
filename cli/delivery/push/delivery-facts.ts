import {
  acknowledgedSeq,
  folderReader,
  readFeed,
  unacknowledgedSafety,
  type Ack,
  type Feed,
  type Licence,
  type PushReader,
} from '#exports'

import {CommandError} from '../../fault.ts'
import type {Home} from '../../home/paths.ts'
import {openAckFile} from './ack-file.ts'
import {readEnabled} from './push-files.ts'
import {readLicences} from '../server/token-store.ts'
import {readWebhooks, type Webhooks} from './read-webhooks.ts'

/** How things stand: who reads what, and how far. */
export interface DeliveryStand {
  publishers: Licence[]
  webhooks: Webhooks
  acks: Ack[]
  /** By audience; without those that the repository does not have. */
  feeds: ReadonlyMap<string, Feed>
  /** When the endpoints of publishers were last enabled. */
  enabled: Record<string, string>
}

/**
 * Read how things stand in a home and its repository.
 *
 * @param out Folder of the repository.
 * @param known Feeds as they were read before: only what is new in them is read.
 * @throws `data` that names the file, or the feed.
 */
export async function readStand(
  home: Home,
  out: string,
  known: ReadonlyMap<string, Feed> = new Map(),
): Promise<DeliveryStand> {
  const publishers = readLicences(home)
  const webhooks = readWebhooks(home)
  // Before the feeds: an acknowledgement of an event that came in between is of one that is there.
  const acks = await openAckFile(home, () => null).list()
  const feeds = new Map<string, Feed>()
  const read = publishers.flatMap(({audience, former = []}) => [
    audience,
    ...former.map((one) => one.audience),
  ])
  for (const audience of new Set(read)) {
    const feed = await feedOf(out, audience, known.get(audience))
    if (feed) feeds.set(audience, feed)
  }
  return {publishers, webhooks, acks, feeds, enabled: readEnabled(home)}
}

async function feedOf(out: string, audience: string, known?: Feed): Promise<Feed | null> {
  try {
    return await readFeed(folderReader(out), audience, known)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new CommandError(
      'data',
      `${out}: the feed of ${audience} cannot be read: ${why}. \`verify\` says what is wrong with the repository`,
      {cause},
    )
  }
}

/** Say how each publisher stands to its feed. */
export function readersOf({publishers, acks, feeds, enabled}: DeliveryStand): PushReader[] {
  return publishers.map(({id, audience}) => {
    const events = feeds.get(audience)?.events ?? []
    const head = events.at(-1)?.seq ?? 0
    const ack = acks.find((one) => one.publisher === id && one.audience === audience)
    const acknowledged = acknowledgedSeq(ack, head)
    return {
      publisher: id,
      audience,
      head,
      acknowledged,
      safety: unacknowledgedSafety(events, acknowledged),
      enabledAt: Object.hasOwn(enabled, id) ? (enabled[id] ?? null) : null,
    }
  })
}
