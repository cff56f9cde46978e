import type {AssetAddress} from '../assets/asset-address.ts'
import {datasetOf} from './call.ts'
import type {Call} from './call.ts'
import {isLoopbackName} from './origin-check.ts'

/**
 * Where a caller finds the files of the dataset that they ask about: under the very name and port by
 * which they reached the lake on this machine, else under its public name.
 */
export function assetAddressFor(call: Pick<Call, 'url' | 'params' | 'services'>): AssetAddress {
  const {url, services} = call
  const base = isLoopbackName(url.hostname) ? url.origin : services.publicUrl.replace(/\/+$/, '')
  return {base, projectId: services.projectId, dataset: datasetOf(call)}
}
