import {json} from '../answer.ts'
import {commitFor} from '../commit-for.ts'
import {readJson} from '../read-body.ts'
import {readRecord, readText} from '../read-fields.ts'
import type {Route} from '../router.ts'
import {checkDataset} from './datasets.ts'

/** Edit, publish, unpublish and the like: what the Studio does, by name. */
export const actions: Route = {
  name: 'actions',
  method: 'POST',
  path: '/:version/data/actions/:dataset',
  audience: 'users',
  handle: async (call) => {
    const dataset = checkDataset(call)
    const body = readRecord(await readJson(call.request, call.services.limits), 'body')
    const transactionId = readText(body, 'transactionId')
    const {transactionId: id} = await commitFor(call, dataset, {
      actions: body['actions'],
      ...(transactionId !== undefined && {transactionId}),
      dryRun: body['dryRun'] === true,
    })
    return json({transactionId: id})
  },
}
