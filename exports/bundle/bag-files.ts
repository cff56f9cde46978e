import {envelopePayload, parseEnvelope, preAuthEncoding} from '#pipeline'
import {compareText, fromBase64, fromBase64Url, fromHex, sha256Hex} from '#schemas'

import type {BundleManifest} from './bundle-manifest.ts'
import {digestsOf} from './digests.ts'

const encoder = new TextEncoder()

/**
 * Write every tag file of a bag: they follow from the signed manifest and the payload's sha512.
 *
 * A verifier writes them again and compares, so that no byte of a tag file can differ.
 *
 * @param envelope
 *   Text of `bundle.dsse.json`.
 * @param sha512
 *   Of each payload file, hex, by path.
 * @see https://www.rfc-editor.org/rfc/rfc8493
 */
export async function bagFiles(
  manifest: BundleManifest,
  envelope: string,
  sha512: ReadonlyMap<string, string>,
): Promise<Map<string, Uint8Array>> {
  const paths = manifest.files.map((file) => file.path)
  const sha256 = new Map(manifest.files.map((file) => [file.path, file.sha256]))
  const proof = proofFiles('bundle', envelope)
  const tags = new Map<string, Uint8Array>([
    ['bag-info.txt', encoder.encode(bagInfo(manifest))],
    ['bagit.txt', encoder.encode('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')],
    ...proof,
    ['manifest-sha256.txt', encoder.encode(lines(paths, sha256))],
    ['manifest-sha512.txt', encoder.encode(lines(paths, sha512))],
  ])

  const tagPaths = [...tags.keys()].toSorted(compareText)
  const digests = await Promise.all(tagPaths.map((path) => digestsOf(tags.get(path)!)))
  for (const algorithm of ['sha256', 'sha512'] as const) {
    const of = new Map(tagPaths.map((path, index) => [path, digests[index]![algorithm]]))
    tags.set(`tagmanifest-${algorithm}.txt`, encoder.encode(lines(tagPaths, of)))
  }
  return tags
}

/**
 * Write an envelope, and what `openssl` needs to check it, as files.
 *
 * `.pae` is what the signature covers, `.sig` the raw signature. A passkey signs its
 * authenticator data and the hash of its client data; those come as `.pae`, the client data as
 * `.clientdata.json`, and `.challenge` is the pre-authentication encoding whose sha256 is the
 * challenge in there.
 *
 * @param name
 *   Path without an ending.
 */
export async function evidenceFiles(
  name: string,
  envelope: string,
): Promise<Map<string, Uint8Array>> {
  const parsed = parseEnvelope(envelope)
  const passkey = parsed.signatures[0]!.webauthn
  const files = proofFiles(name, envelope)
  if (!passkey) return files

  const clientData = fromBase64Url(passkey.clientDataJSON)
  const authenticatorData = fromBase64Url(passkey.authenticatorData)
  const hash = fromHex(await sha256Hex(clientData))
  const signed = new Uint8Array(authenticatorData.length + hash.length)
  signed.set(authenticatorData)
  signed.set(hash, authenticatorData.length)
  files.set(`${name}.challenge`, files.get(`${name}.pae`)!)
  files.set(`${name}.pae`, signed)
  files.set(`${name}.clientdata.json`, clientData)
  return files
}

function proofFiles(name: string, envelope: string): Map<string, Uint8Array> {
  const parsed = parseEnvelope(envelope)
  return new Map<string, Uint8Array>([
    [`${name}.dsse.json`, encoder.encode(envelope)],
    [`${name}.pae`, preAuthEncoding(parsed.payloadType, envelopePayload(parsed))],
    [`${name}.sig`, fromBase64(parsed.signatures[0]!.sig)],
  ])
}

function bagInfo(manifest: BundleManifest): string {
  const octets = manifest.files.reduce((sum, file) => sum + file.bytes, 0)
  const info = [
    ['Source-Organization', manifest.publisher.name],
    ['External-Description', manifest.title],
    ['External-Identifier', manifest.edition],
    ['Payload-Oxum', `${octets}.${manifest.files.length}`],
  ] as const
  return info.map(([label, value]) => `${label}: ${oneLine(value)}\n`).join('')
}

/** Keep a value on its line: a line break would start the next element. */
function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()
}

function lines(paths: readonly string[], digests: ReadonlyMap<string, string>): string {
  return paths.map((path) => `${digests.get(path)}  ${path}\n`).join('')
}
