import {sha256Hex} from '#schemas'

import type {ArtifactStore} from '../../../exports/repository/artifact-store.ts'
import {atomFeed, jsonFeed} from '../../../exports/repository/feed-views.ts'
import {diffEntries} from '../../../exports/repository/format/diff-entries.ts'
import type {IndexEntry} from '../../../exports/repository/format/entries.ts'
import {appendEvents} from '../../../exports/repository/format/feed-event.ts'
import {feedPage, parseFeedPage} from '../../../exports/repository/format/feed-page.ts'
import {parseSigned} from '../../../exports/repository/format/parse-signed.ts'
import {
  feedPagePath,
  headPath,
  indexPath,
  pointerPath,
} from '../../../exports/repository/format/paths.ts'
import {placeFiles} from '../../../exports/repository/place-file.ts'
import {proofOf, signAs} from '../../../exports/repository/signer.ts'
import {now, type TestWorld} from '../bundle/world.ts'

/** Sign an audience's pointers, feed, index and head again, as whoever has the key can. */
export async function rewriteAudience(
  store: ArtifactStore,
  world: TestWorld,
  audience: string,
  edit: (entry: IndexEntry) => IndexEntry,
): Promise<void> {
  const text = async (path: string): Promise<string> =>
    new TextDecoder().decode(await store.read(path))
  const head = parseSigned('head', await text(headPath(audience)))
  const index = parseSigned('index', await text(indexPath(audience, head.index.version)))
  const entries = index.entries.map(edit)
  const page = feedPagePath(audience, 1)
  const before = await parseFeedPage(await text(page), 1, undefined, head.feed.seq)
  const news = diffEntries(index.entries, entries as never, new Map())
  const events = [...before, ...(await appendEvents(head.feed, news, now))]
  const {seq, hash} = events.at(-1)!
  const feed = {audience, publisher: head.publisher, first: events[0]?.hash}
  const envelope = await signAs('index', {...index, seq, entries}, world.signer)
  const bytes = new TextEncoder().encode(envelope)
  const at = {version: index.version, sha256: await sha256Hex(bytes), bytes: bytes.length}
  const path = indexPath(audience, index.version).replace('.dsse.json', '')
  const files: Array<readonly [string, Uint8Array | string]> = [
    [page, feedPage(events)],
    [`audiences/${audience}/feed.json`, jsonFeed(feed, events)],
    [`audiences/${audience}/feed.atom`, atomFeed(feed, events)],
    ...(await proofOf(path, envelope)),
    ...(await proofOf(
      `audiences/${audience}/head`,
      await signAs('head', {...head, index: at, feed: {seq, hash}}, world.signer),
    )),
  ]
  for (const entry of entries) {
    files.push([pointerPath(audience, entry), await signAs('pointer', entry, world.signer)])
  }
  await placeFiles(store, files)
  await (await store.lock()).release()
}
