import type {SanityClient} from '@sanity/client'
import {useCallback, useMemo} from 'react'

import type {Trust} from '#pipeline'

import {useRecordsClient, useTrust} from '../../records/use-records.ts'
import {useMade} from './use-made.ts'

/** Names a lake identity; one that nobody knows stays as it is. */
export type NameOf = (identity: string) => string

/** Name lake identities: as the trust file does, else as the lake does. */
export function useNames(identities: readonly string[]): NameOf {
  const client = useRecordsClient()
  const trust = useTrust()?.trust ?? null
  const wanted = [...new Set(identities)].filter((id) => id !== '' && !nameIn(trust, id)).join(',')
  const ask = useCallback(() => fetchNames(client, wanted), [client, wanted])
  const {value} = useMade(wanted === '' ? null : ask)
  return useMemo(
    () => (identity) => nameIn(trust, identity) ?? value?.get(identity) ?? identity,
    [trust, value],
  )
}

function nameIn(trust: Trust | null, identity: string): string | null {
  const signer = trust?.signers.find(
    ({id, identities}) => id === identity || identities.includes(identity),
  )
  return signer?.name ?? null
}

async function fetchNames(client: SanityClient, ids: string): Promise<Map<string, string>> {
  const answer = await client.request<unknown>({uri: `/users/${ids}`})
  const users = (Array.isArray(answer) ? answer : [answer]) as Array<{
    id?: string
    displayName?: string
  } | null>
  return new Map(
    users.flatMap((user) => (user?.id && user.displayName ? [[user.id, user.displayName]] : [])),
  )
}
