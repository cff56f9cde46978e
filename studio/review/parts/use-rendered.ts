import {useCallback, useMemo} from 'react'

import type {Context, EditionPayload} from '#pipeline'

import {assetReader} from '../../records/asset-reader.ts'
import {previewContext} from '../../records/preview-context.ts'
import {useRecords, useRecordsClient} from '../../records/use-records.ts'
import {renderVersion, type RenderedVersion} from '../../rendering/render-version.ts'
import {useMade, type Made} from './use-made.ts'

/** Render a version with the pipeline and exporter that make what goes out. */
export function useRendered(payload: EditionPayload | null): Made<RenderedVersion> {
  const client = useRecordsClient()
  const records = useRecords()
  const asset = useMemo(() => assetReader(client), [client])
  // As text, so that news about other articles render nothing anew.
  const context = useMemo(() => {
    if (!payload || records.phase !== 'ready') return null
    return JSON.stringify(previewContext(records, payload.content))
  }, [payload, records])

  const approved =
    records.articles
      .get(payload?.article ?? '')
      ?.admission?.approved.find((edition) => edition.payload.id === payload?.id) ?? null

  const render = useCallback(() => {
    if (!payload || context === null) throw new TypeError('There is nothing to render')
    return renderVersion(payload, JSON.parse(context) as Context, asset, approved)
  }, [payload, context, asset, approved])
  return useMade(payload && context !== null ? render : null)
}
