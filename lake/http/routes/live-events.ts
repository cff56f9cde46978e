import {listenResponse} from '../../listen/listen-response.ts'
import {toLiveEvent} from '../../listen/live-events.ts'
import {layerOf} from '../../query/document-ids.ts'
import type {StoredDocument} from '../../store/store.ts'
import {isFlag} from '../read-fields.ts'
import type {Route} from '../router.ts'
import {checkDataset} from './datasets.ts'

/** When to fetch anew, for `client.live`: a message after each change that the caller may see. */
export const liveEvents: Route = {
  name: 'live-events',
  method: 'GET',
  path: '/:version/data/live/events/:dataset',
  audience: 'readers',
  handle: (call) => {
    const {url, caller, services} = call
    const dataset = checkDataset(call)
    const hasDrafts = isFlag(url.searchParams, 'includeDrafts')
    const listener = {
      dataset,
      user: caller.identity,
      options: {
        includeResult: false,
        includePreviousRevision: false,
        includeMutations: false,
        includeAllVersions: hasDrafts,
        effects: false,
        enableResume: true,
      },
      filter: ({_id}: {_id: string}) => hasDrafts || layerOf(_id) === 'published',
      canRead: (document: StoredDocument) => caller.canRead(document),
      isLive: () => caller.isLive(),
      lastEventId: call.request.headers.get('last-event-id'),
    }
    return listenResponse(services.hub, listener, (event) => toLiveEvent(event, dataset))
  },
}
