import {documentEvents} from '../../history/document-events.ts'
import {json} from '../answer.ts'
import type {Route} from '../router.ts'
import {checkDataset} from './datasets.ts'

/** What happened to a document as a whole: created, published, unpublished, deleted. */
export const historyEvents: Route = {
  name: 'history-events',
  method: 'GET',
  path: '/:version/data/history/:dataset/events/documents/:id',
  audience: 'users',
  handle: (call) => {
    const {params, url, caller, services} = call
    const id = params['id'] ?? ''
    const {events, nextCursor} = services.store.read(checkDataset(call), (view) =>
      documentEvents(view, caller, id, url.searchParams),
    )
    return json({events: {[id]: events}, nextCursor})
  },
}
