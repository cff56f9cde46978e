import type {Caller} from '../access/caller.ts'
import type {Services} from './services.ts'

/** One request on its way through a route. */
export interface Call {
  request: Request
  url: URL
  /** What the `:names` of the route's path stand for, decoded. */
  params: Readonly<Record<string, string>>
  caller: Caller
  /** Address of the other end of the socket; no header is believed. */
  address: string
  services: Services
}

/** API version of a call: `1`, `X` or a date. */
export function versionOf(call: Call): string {
  return (call.params['version'] ?? 'v1').slice(1)
}

/** The dataset of a call's path. */
export function datasetOf(call: Pick<Call, 'params'>): string {
  return call.params['dataset'] ?? ''
}
