import {useEffect, useMemo, useRef, useState} from 'react'

import {publishedId, type Context, type RawDocument} from '#pipeline'

import {assetReader, previewContext, useRecords, useRecordsClient} from '../records/index.ts'
import {currentOf, makePreview, type MadePreview, type Needs} from './make-preview.ts'
import {pictureStore} from './picture-store.ts'
import type {PreviewFormat} from './preview-job.ts'
import {previewMaker} from './preview-maker.ts'

/** How long typing must rest before a preview is made, in ms. */
const restMs = 250

/** What there is to show. */
export interface ShownPreview {
  /** The newest preview that was made; null before the first. */
  preview: MadePreview | null
  /** The format that it is in. */
  format: PreviewFormat
  /** A newer one is being made. */
  isBehind: boolean
  /** Why none can be made. */
  fault: string | null
  context: Context | null
  /** When the pause in typing was over, in ms of the page's clock; null before the first preview. */
  startedAt: number | null
}

/**
 * Keep a preview of a document up to date while it is written.
 *
 * The work is done in a worker, so that typing stays fluid.
 *
 * @param document As the form has it; another object whenever it changes.
 */
export function usePreview(document: RawDocument, format: PreviewFormat): ShownPreview {
  const client = useRecordsClient()
  const records = useRecords()
  const tools = useRef<Tools | null>(null)
  const [shown, setShown] = useState<Shown | null>(null)
  const [fault, setFault] = useState<string | null>(null)

  useEffect(() => {
    tools.current = makeTools(assetReader(client))
    return () => {
      tools.current?.close()
      tools.current = null
    }
  }, [client])

  const id = publishedId(document._id)
  const language = typeof document['language'] === 'string' ? document['language'] : ''
  // As text, so that news about other articles make nothing anew.
  const contextText = useMemo(() => {
    if (records.phase !== 'ready') return null
    const linked = [...records.articles.keys()].map((_ref) => ({_type: 'reference', _ref}))
    const root = {_id: id, _type: document._type, language, related: linked}
    const content = {kind: 'article' as const, root: id, documents: {[id]: root}}
    return JSON.stringify(previewContext(records, content))
  }, [records, id, language, document._type])
  const context = useMemo(
    () => (contextText === null ? null : (JSON.parse(contextText) as Context)),
    [contextText],
  )

  // Read when a preview is made: most news about documents are of others than it shows.
  const documents = useRef(records.documents)
  useEffect(() => {
    documents.current = records.documents
  }, [records.documents])
  const needed = shown?.preview.needs.documents ?? noIds
  const revisions = needed.map((each) => currentOf(each, records.documents)?.['_rev']).join(' ')

  useEffect(() => {
    if (context === null) return undefined
    let isCurrent = true
    const show = async () => {
      const startedAt = performance.now()
      try {
        const request = {
          root: {...document, _id: id},
          documents: documents.current,
          context,
          format,
        }
        const preview = await tools.current?.make(request)
        if (!isCurrent || !preview) return
        setShown({preview, format, document, revisions, startedAt})
        setFault(null)
      } catch (error) {
        if (isCurrent) setFault(error instanceof Error ? error.message : String(error))
      }
    }
    const timer = setTimeout(() => void show(), restMs)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [context, document, format, id, revisions])

  return {
    preview: shown?.preview ?? null,
    format: shown?.format ?? format,
    isBehind:
      fault === null &&
      (shown?.format !== format || shown.document !== document || shown.revisions !== revisions),
    fault,
    context,
    startedAt: shown?.startedAt ?? null,
  }
}

/** What is shown, and what it was made of. */
interface Shown {
  preview: MadePreview
  format: PreviewFormat
  document: RawDocument
  /** Of the documents that it refers to. */
  revisions: string
  startedAt: number
}

const noIds: readonly string[] = []

interface Tools {
  make(request: Parameters<typeof makePreview>[0]): Promise<MadePreview | null>
  close(): void
}

function makeTools(read: (id: string) => Promise<Uint8Array>): Tools {
  const pictures = pictureStore(read)
  const maker = previewMaker(
    () => new Worker(new URL('preview-worker.ts', import.meta.url), {type: 'module'}),
  )
  let needs: Needs = {documents: [], assets: []}
  return {
    async make(request) {
      const made = await makePreview(request, maker, pictures, needs)
      if (made) ({needs} = made)
      return made
    },
    close() {
      maker.close()
      pictures.close()
    },
  }
}
