import {readIds} from '../../history/read-options.ts'
import {historyTransactions} from '../../history/transactions.ts'
import type {HistoryTransaction} from '../../history/transactions.ts'
import type {Call} from '../call.ts'
import type {Route} from '../router.ts'
import {checkDataset} from './datasets.ts'

/** Who changed documents, when, and how: one transaction a line. */
export const documentTransactions: Route = {
  name: 'history-transactions',
  method: 'GET',
  path: '/:version/data/history/:dataset/transactions/:ids',
  audience: 'users',
  handle: (call) => answer(call, readIds(call.params['ids'] ?? '')),
}

/** The same of all documents. */
export const allTransactions: Route = {
  ...documentTransactions,
  path: '/:version/data/history/:dataset/transactions',
  handle: (call) => answer(call, undefined),
}

function answer(call: Call, ids: readonly string[] | undefined): Response {
  const {url, caller, services} = call
  const dataset = checkDataset(call)
  const lines = historyTransactions(services.store, dataset, caller, ids, url.searchParams)
  return new Response(toStream(lines), {
    headers: {'content-type': 'application/x-ndjson; charset=utf-8'},
  })
}

/** Make each line when the reader asks for it. */
function toStream(lines: Generator<HistoryTransaction>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream(
    {
      pull(controller) {
        const {value, done} = lines.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`))
      },
      cancel() {
        lines.return(undefined)
      },
    },
    {highWaterMark: 0},
  )
}
