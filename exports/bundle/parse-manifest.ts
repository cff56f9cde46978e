import {payloadTypes} from '#pipeline'

import type {BundleManifest} from './bundle-manifest.ts'
import {bundleSchema} from './bundle-schema.ts'
import {parsePayload} from './parse-payload.ts'

/** Why a manifest cannot be read. */
export interface Unreadable {
  problem: string
}

/** Read what `bundle.dsse.json` says, by the published schema. The signature is not looked at. */
export function parseManifest(envelope: string): {manifest: BundleManifest} | Unreadable {
  try {
    return {manifest: parsePayload(envelope, payloadTypes.bundle, bundleSchema) as BundleManifest}
  } catch (error) {
    return {problem: error instanceof Error ? error.message : String(error)}
  }
}
