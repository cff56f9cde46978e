import {SourceError} from './source-error.ts'

/** How to reach a lake. */
export interface LakeAddress {
  projectId: string
  dataset: string
  /** Never in argv or a URL. */
  token: string | undefined
  /** Origin of a lake that is not the hosted one, such as `http://127.0.0.1:3333`. */
  apiHost: string | undefined
}

/**
 * Read the address of a lake: `SANITY_PROJECT_ID`, `SANITY_DATASET`, `SANITY_AUTH_TOKEN`,
 * `SANITY_API_HOST`.
 *
 * @throws `SourceError` `lake-not-configured` that names what is missing or wrong.
 */
export function lakeAddress(env: NodeJS.ProcessEnv): LakeAddress {
  const projectId = env['SANITY_PROJECT_ID']
  const dataset = env['SANITY_DATASET']
  if (!projectId || !dataset) {
    throw misconfigured(
      `--source sanity needs ${projectId ? 'SANITY_DATASET' : 'SANITY_PROJECT_ID'} in the environment`,
    )
  }
  const token = env['SANITY_AUTH_TOKEN'] || undefined
  const apiHost = env['SANITY_API_HOST'] ? originOf(env['SANITY_API_HOST']) : undefined
  if (token && apiHost && !isPrivateChannel(apiHost)) {
    throw misconfigured(`SANITY_API_HOST must be https: a token would cross the network readable`)
  }
  return {projectId, dataset, token, apiHost}
}

function originOf(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined
  const isOrigin = url && /^https?:$/.test(url.protocol) && !url.username && !url.password
  if (isOrigin) return url.origin
  throw misconfigured('SANITY_API_HOST must be an address such as https://lake.example')
}

function isPrivateChannel(origin: string): boolean {
  const {protocol, hostname} = new URL(origin)
  return protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(hostname)
}

function misconfigured(message: string): SourceError {
  return new SourceError('lake-not-configured', message)
}
