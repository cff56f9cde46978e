import {envelopePayload, parseEnvelope, schemaProblems} from '#pipeline'
import type {JsonSchema} from '#pipeline'
import {canonicalJson, parseStrictJson} from '#schemas'

/**
 * Read what an envelope holds, by a published schema. The signature is not looked at.
 *
 * @throws `Error` that says what is wrong with it.
 */
export function parsePayload(envelope: string, payloadType: string, schema: JsonSchema): unknown {
  const parsed = parseEnvelope(envelope)
  if (parsed.payloadType !== payloadType) {
    throw new TypeError(`is \`${parsed.payloadType}\`, not \`${payloadType}\``)
  }
  const decoder = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true})
  return parseCanonical(decoder.decode(envelopePayload(parsed)), schema)
}

/** Read canonical JSON by a published schema. @throws `Error` */
export function parseCanonical(text: string, schema: JsonSchema): unknown {
  const value = parseStrictJson(text)
  const [problem] = schemaProblems(value, schema)
  if (problem) throw new TypeError(problem.message)
  if (canonicalJson(value) !== text) throw new TypeError('is not canonical JSON (RFC 8785)')
  return value
}
