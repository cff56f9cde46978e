import {withAddress} from '../../assets/asset-address.ts'
import {mutateResponse} from '../../mutations/mutate-response.ts'
import {json} from '../answer.ts'
import {assetAddressFor} from '../asset-address-for.ts'
import {commitFor} from '../commit-for.ts'
import {readJson} from '../read-body.ts'
import {isFlag, readRecord, readText} from '../read-fields.ts'
import type {Route} from '../router.ts'
import {checkDataset} from './datasets.ts'

/** Create, patch and delete documents, all or nothing. */
export const mutate: Route = {
  name: 'mutate',
  method: 'POST',
  path: '/:version/data/mutate/:dataset',
  audience: 'users',
  handle: async (call) => {
    const dataset = checkDataset(call)
    const {searchParams} = call.url
    const body = readRecord(await readJson(call.request, call.services.limits), 'body')
    const transactionId = readText(body, 'transactionId')
    const result = await commitFor(call, dataset, {
      mutations: body['mutations'],
      ...(transactionId !== undefined && {transactionId}),
      dryRun: isFlag(searchParams, 'dryRun'),
      autoGenerateArrayKeys: isFlag(searchParams, 'autoGenerateArrayKeys'),
    })
    const at = assetAddressFor(call)
    const answer = mutateResponse(result, {
      returnIds: isFlag(searchParams, 'returnIds'),
      returnDocuments: isFlag(searchParams, 'returnDocuments'),
      show: (document) => (call.caller.canRead(document) ? withAddress(document, at) : null),
    })
    return json(answer)
  },
}
