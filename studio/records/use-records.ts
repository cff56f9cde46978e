import type {SanityClient} from '@sanity/client'
import {useCallback, useMemo, useSyncExternalStore} from 'react'
import {useClient, useCurrentUser} from 'sanity'

import {publishedId} from '#pipeline'

import {keepLatest, type Kept} from './keep-latest.ts'
import {liveRecords} from './live-records.ts'
import {noRecords, type ArticleRecords, type Desk, type DeskTrust, type Records} from './records.ts'

/** How long records are kept up to date after the last view that shows them closed, in ms. */
const restMs = 30_000

const apiVersion = '2025-02-19'

/** One stream a lake and login, whoever asks. */
const streams = new Map<string, Kept<Records>>()

/** The client that records are read and written with: raw documents, no cache. */
export function useRecordsClient(): SanityClient {
  const client = useClient({apiVersion})
  return useMemo(() => client.withConfig({perspective: 'raw', useCdn: false}), [client])
}

/** All records; everything follows from these. Prefer a narrower hook, which renders less. */
export function useRecords(): Records {
  return useSelected((records) => records)
}

/** What the desk server says. */
export function useDesk(): Desk {
  return useSelected(({desk}) => desk)
}

/** The public part of the trust file; null until it is known, or where nobody serves it. */
export function useTrust(): DeskTrust | null {
  return useSelected(({desk}) => desk.trust)
}

/**
 * Everything about one article, or about the site.
 *
 * @param articleId With or without `drafts.`.
 * @returns `records` is null while they are read, and when there is nothing of that id.
 */
export function useArticleRecords(articleId: string): {
  phase: Records['phase']
  fault: string | null
  records: ArticleRecords | null
} {
  const id = publishedId(articleId)
  const phase = useSelected((records) => records.phase)
  const fault = useSelected((records) => records.fault)
  const records = useSelected(({articles}) => articles.get(id) ?? null)
  return {phase, fault, records}
}

/** Read a part of the records; renders again only when that part is another. */
function useSelected<T>(select: (records: Records) => T): T {
  const client = useRecordsClient()
  const isStaff = useCurrentUser()?.roles.some(({name}) => name !== 'viewer') ?? false
  const kept = useMemo(() => keptFor(client, isStaff), [client, isStaff])
  const subscribe = useCallback(
    (changed: () => void) => {
      const subscription = kept.stream.subscribe(changed)
      return () => subscription.unsubscribe()
    },
    [kept],
  )
  return useSyncExternalStore(subscribe, () => select(kept.latest))
}

function keptFor(client: SanityClient, isStaff: boolean): Kept<Records> {
  const {apiHost, dataset, projectId, token} = client.config()
  const key = [apiHost, projectId, dataset, token, isStaff].join('\n')
  const known = streams.get(key)
  if (known) return known
  const kept = keepLatest(liveRecords(client, {isStaff}), noRecords, restMs)
  streams.set(key, kept)
  return kept
}
