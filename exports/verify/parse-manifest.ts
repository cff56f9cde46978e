import {envelopePayload, parseEnvelope, payloadTypes, schemaProblems} from '#pipeline'
import type {JsonSchema} from '#pipeline'
import {canonicalJson, parseStrictJson} from '#schemas'

import type {BundleManifest} from '../bundle/bundle-manifest.ts'
import {bundleSchema} from '../bundle/bundle-schema.ts'
import {indexSchema} from '../repository/index-schema.ts'
import type {RepositoryIndex} from '../repository/repository-index.ts'

/** Why something signed cannot be read. */
export interface Unreadable {
  code: 'malformed' | 'bad-signature'
  problem: string
}

/** Read what `bundle.dsse.json` says, by the published schema. The signature is not looked at. */
export function parseManifest(envelope: string): {manifest: BundleManifest} | Unreadable {
  const parsed = parsePayload(envelope, payloadTypes.bundle, bundleSchema)
  return 'problem' in parsed ? parsed : {manifest: parsed.value as BundleManifest}
}

/** Read what `index.dsse.json` says, by the published schema. The signature is not looked at. */
export function parseIndex(envelope: string): {index: RepositoryIndex} | Unreadable {
  const parsed = parsePayload(envelope, payloadTypes.index, indexSchema)
  return 'problem' in parsed ? parsed : {index: parsed.value as RepositoryIndex}
}

function parsePayload(
  envelope: string,
  payloadType: string,
  schema: JsonSchema,
): {value: unknown} | Unreadable {
  try {
    const parsed = parseEnvelope(envelope)
    if (parsed.payloadType !== payloadType) {
      return {code: 'malformed', problem: `is \`${parsed.payloadType}\`, not \`${payloadType}\``}
    }
    const text = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(
      envelopePayload(parsed),
    )
    const value = parseStrictJson(text)
    const [problem] = schemaProblems(value, schema)
    if (problem) return {code: 'malformed', problem: problem.message}
    if (canonicalJson(value) !== text) {
      return {code: 'malformed', problem: 'is not canonical JSON (RFC 8785)'}
    }
    return {value}
  } catch (error) {
    return {code: 'malformed', problem: error instanceof Error ? error.message : String(error)}
  }
}
