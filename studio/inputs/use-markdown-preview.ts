import {useCallback, useEffect, useMemo, useState} from 'react'
import {useClient} from 'sanity'

import type {RawDocument} from '#pipeline'

import {
  documentsNamed,
  previewMarkdown,
  type MarkdownPreview,
  type PreviewAsset,
} from './markdown-preview.ts'

const query = `{
  "documents": *[_id in $ids],
  "assets": *[_type == "sanity.imageAsset" && _id in *[_type == "figure" && _id in $ids].image.asset._ref]
    {_id, mimeType, url, "width": metadata.dimensions.width, "height": metadata.dimensions.height}
}`

interface Named {
  documents: RawDocument[]
  assets: Array<PreviewAsset & {url: string}>
}

const nothing: Named = {documents: [], assets: []}

/** What a Markdown body becomes; documents that it names are fetched when their ids change. */
export function useMarkdownPreview(
  markdown: string,
  language: string,
): {preview: MarkdownPreview; picture: (src: string) => string} {
  const client = useClient({apiVersion: '2025-02-19'})
  const ids = useMemo(() => documentsNamed(markdown).toSorted().join('\n'), [markdown])
  const [named, setNamed] = useState(nothing)
  useEffect(() => {
    if (ids === '') return undefined
    const abort = new AbortController()
    client
      .fetch<Named>(query, {ids: ids.split('\n')}, {perspective: 'drafts', signal: abort.signal})
      .then(setNamed)
      .catch((error: unknown) => {
        if (!abort.signal.aborted) throw error
      })
    return () => abort.abort()
  }, [client, ids])
  const {documents, assets} = ids === '' ? nothing : named
  const preview = useMemo(
    () => previewMarkdown(markdown, language, documents, assets),
    [markdown, language, documents, assets],
  )
  const picture = useCallback(
    (src: string) => {
      const sha1 = /([0-9a-f]{40})0{24}/.exec(src)?.[1]
      return assets.find(({_id}) => sha1 !== undefined && _id.includes(sha1))?.url ?? ''
    },
    [assets],
  )
  return {preview, picture}
}
