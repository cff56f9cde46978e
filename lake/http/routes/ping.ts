import {json} from '../answer.ts'
import type {Route} from '../router.ts'

/** Is the lake there? The Studio also reads the speed of the connection off it. */
export const ping: Route = {
  name: 'ping',
  method: 'GET',
  path: '/:version/ping',
  audience: 'anyone',
  handle: () => json({pong: 'marrow'}, {headers: {'x-sanity-shard': 'marrow'}}),
}

/** The same for whoever watches over the process. */
export const health: Route = {...ping, name: 'health', path: '/ping'}

/** The same where an open document of the Studio asks. */
export const pingDataset: Route = {...ping, path: '/:version/data/ping/:dataset'}
