import {useEffect, useState} from 'react'
import {useClient} from 'sanity'

import {doiIn} from './doi.ts'
import {byDoi, byIds, byWords, recent, searchWords, type FoundSource} from './source-query.ts'

const options = {apiVersion: '2025-02-19'}

/** What a search for works found; `isReady` once there is an answer to these very words. */
export interface SourceSearch {
  sources: FoundSource[]
  isReady: boolean
  fault?: string
}

/** Search works by words or by DOI; without either, those that were edited last. */
export function useSourceSearch(text: string): SourceSearch {
  const doi = doiIn(text)
  const words = searchWords(text)
  const query = doi !== undefined ? byDoi : words.length > 0 ? byWords : recent
  return useQuery(query, doi === undefined ? {words} : {doi: doi.toLowerCase()})
}

/** Works by id. */
export function useSourcesById(ids: readonly string[]): SourceSearch {
  return useQuery(byIds, {ids: [...ids]})
}

function useQuery(query: string, params: Record<string, unknown>): SourceSearch {
  const client = useClient(options)
  const [answer, setAnswer] = useState<{key: string} & SourceSearch>()
  const key = JSON.stringify([query, params])
  useEffect(() => {
    const abort = new AbortController()
    const [asked, given] = JSON.parse(key) as [string, Record<string, unknown>]
    client
      .fetch<FoundSource[]>(asked, given, {perspective: 'drafts', signal: abort.signal})
      .then((sources) => setAnswer({key, sources, isReady: true}))
      .catch((error: unknown) => {
        if (abort.signal.aborted) return
        const fault = error instanceof Error ? error.message : String(error)
        setAnswer({key, sources: [], isReady: true, fault})
      })
    return () => abort.abort()
  }, [client, key])
  const isReady = answer?.key === key
  return {
    sources: answer?.sources ?? [],
    isReady,
    ...(isReady && answer.fault !== undefined && {fault: answer.fault}),
  }
}
