import {json} from '../answer.ts'
import {datasetOf} from '../call.ts'
import type {Call} from '../call.ts'
import {HttpError} from '../http-error.ts'
import type {Route} from '../router.ts'
import {checkProject} from './projects.ts'

/** The datasets, by the address that a project of its own host has. */
export const datasets: Route = {
  name: 'datasets',
  method: 'GET',
  path: '/:version/datasets',
  audience: 'users',
  handle: ({services}) =>
    json(
      services.store.datasets().map((name) => ({
        name,
        aclMode: 'private',
        createdAt: '2026-01-01T00:00:00.000Z',
        createdByUserId: null,
        tags: [],
      })),
    ),
}

/** The same, by the address that clients use without a host for each project. */
export const projectDatasets: Route = {
  ...datasets,
  path: '/:version/projects/:project/datasets',
  handle: (call) => {
    checkProject(call)
    // asked for with a profile by the release tools, which have none here
    return call.url.searchParams.has('datasetProfile') ? json([]) : datasets.handle(call)
  },
}

/** Create a dataset. An administrator's work. */
export const createDataset: Route = {
  name: 'dataset-create',
  method: 'PUT',
  path: '/:version/datasets/:dataset',
  audience: 'administrators',
  handle: (call) => {
    const {store} = call.services
    const name = datasetOf(call)
    if (store.datasets().includes(name)) {
      throw new HttpError(409, 'dataset-exists', `There is a dataset \`${name}\``)
    }
    store.createDataset(name)
    return json({datasetName: name, aclMode: 'private'})
  },
}

export const createProjectDataset: Route = {
  ...createDataset,
  path: '/:version/projects/:project/datasets/:dataset',
  handle: (call) => {
    checkProject(call)
    return createDataset.handle(call)
  },
}

/** Editions and statements are kept for ever: no dataset is deleted through the network. */
export const deleteDataset: Route = {
  name: 'dataset-delete',
  method: 'DELETE',
  path: '/:version/datasets/:dataset',
  audience: 'administrators',
  handle: () => {
    throw new HttpError(403, 'offline-only', 'A dataset can only be deleted with the lake stopped')
  },
}

/** @throws {HttpError} 404 where there is no such dataset. */
export function checkDataset(call: Pick<Call, 'params' | 'services'>): string {
  const name = datasetOf(call)
  if (call.services.store.datasets().includes(name)) return name
  throw new HttpError(404, 'dataset-unknown', `Dataset "${name}" not found`)
}
