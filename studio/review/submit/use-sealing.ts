import {useCallback, useEffect, useMemo, useRef, useState} from 'react'

import type {ArticleRecords, Records} from '../../records/records.ts'
import {assetReader} from '../../records/asset-reader.ts'
import {fetchHistory} from '../../records/fetch-history.ts'
import {previewContext} from '../../records/preview-context.ts'
import {useRecords, useRecordsClient} from '../../records/use-records.ts'
import {useMade} from '../parts/use-made.ts'
import {usePerson} from '../parts/use-person.ts'
import {sealArticle, SubmitError, type Sealed} from './seal-article.ts'
import {storeEdition, type Wish} from './store-edition.ts'

/** What submitting is at. */
export interface Sealing {
  /** What the version would contain; null while it is made, or where it cannot be. */
  sealed: Sealed | null
  fault: string | null
  isBusy: boolean
  /** Seal it as it stands at this moment and store it. Null where that failed. */
  submit: (
    changeNote: string,
    wish: Wish,
  ) => Promise<{number: number; warning: string | null} | null>
}

/** Seal an article in this browser: once to show what it contains, and once to submit it. */
export function useSealing(article: ArticleRecords): Sealing {
  const client = useRecordsClient()
  const records = useRecords()
  const person = usePerson()
  const latest = useRef({article, records})
  useEffect(() => {
    latest.current = {article, records}
  }, [article, records])
  const [state, setState] = useState<Pick<Sealing, 'fault' | 'isBusy'>>({
    fault: null,
    isBusy: false,
  })
  const asset = useMemo(() => assetReader(client), [client])

  const seal = useCallback(
    (now: {article: ArticleRecords; records: Records}, changeNote: string) =>
      sealNow(now, changeNote, {
        submitter: person.id,
        asset,
        history: (ids) => fetchHistory(client, ids),
      }),
    [asset, client, person.id],
  )
  // Only the text decides what a version contains.
  const {content} = article
  const look = useCallback(async () => {
    if (!content) throw new SubmitError('There is nothing to submit')
    return seal(latest.current, '').catch((error: unknown) => {
      throw new SubmitError(plainFault(error), [], {cause: error})
    })
  }, [content, seal])
  const {value: sealed, fault} = useMade(look)

  const submit = useCallback<Sealing['submit']>(
    async (changeNote, wish) => {
      setState((before) => ({...before, fault: null, isBusy: true}))
      try {
        const sealed = await seal(latest.current, changeNote)
        const {documents} = latest.current.records
        const warning = await storeEdition(client, sealed, wish, documents)
        setState((before) => ({...before, isBusy: false}))
        return {number: sealed.payload.number, warning}
      } catch (error) {
        setState((before) => ({...before, fault: plainFault(error), isBusy: false}))
        return null
      }
    },
    [client, seal],
  )
  return {sealed, isBusy: state.isBusy, fault: state.fault ?? fault, submit}
}

function sealNow(
  {article, records}: {article: ArticleRecords; records: Records},
  changeNote: string,
  world: Pick<Parameters<typeof sealArticle>[0], 'submitter' | 'asset' | 'history'>,
): Promise<Sealed> {
  const now = new Date().toISOString()
  if (!article.content) {
    return Promise.reject(new SubmitError(article.fault?.message ?? 'There is nothing to submit'))
  }
  const context = previewContext(records, article.content)
  return sealArticle({...world, article, records, changeNote, context, now})
}

function plainFault(error: unknown): string {
  if (error instanceof SubmitError && error.messages.length > 0) {
    return `${error.message}: ${error.messages.map(({reason}) => reason).join('; ')}`
  }
  return error instanceof Error ? error.message : String(error)
}
