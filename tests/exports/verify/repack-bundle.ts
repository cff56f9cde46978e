import {makeEnvelope, payloadTypes} from '#pipeline'
import {canonicalJson, sha256Hex} from '#schemas'

import {bagFiles} from '../../../exports/bundle/bag-files.ts'
import type {Bundle} from '../../../exports/bundle/bundle.ts'
import type {BundleManifest} from '../../../exports/bundle/bundle-manifest.ts'
import {digestsOf} from '../../../exports/bundle/digests.ts'
import {zipFiles} from '../../../exports/bundle/zip-files.ts'
import type {TestWorld} from '../bundle/world.ts'

/**
 * Sign a bundle again after its payload was changed: what a release key in the wrong hands, or a
 * broken exporter, could do.
 */
export async function repackBundle(
  world: TestWorld,
  from: Bundle,
  changes: Record<string, string | null>,
  edit: (manifest: BundleManifest) => BundleManifest = (it) => it,
): Promise<Uint8Array> {
  const payload = new Map([...from.files].filter(([path]) => path.startsWith('data/')))
  for (const [path, content] of Object.entries(changes)) {
    if (content === null) payload.delete(path)
    else payload.set(path, new TextEncoder().encode(content))
  }
  const sha512 = new Map<string, string>()
  const files = []
  for (const [path, bytes] of [...payload].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const digests = await digestsOf(bytes)
    sha512.set(path, digests.sha512)
    const known = from.manifest.files.find((file) => file.path === path)
    const {mediaType, role} = known ?? {mediaType: 'text/plain', role: 'evidence' as const}
    files.push({path, sha256: digests.sha256, bytes: bytes.length, mediaType, role})
  }
  const manifest = edit({...from.manifest, files})
  const {keyid, sign} = world.signer
  const bytes = new TextEncoder().encode(canonicalJson(manifest))
  const envelope = await makeEnvelope(payloadTypes.bundle, bytes, keyid, sign)
  const bag = new Map([...payload, ...(await bagFiles(manifest, envelope, sha512))])
  return zipFiles(await sha256Hex(envelope), bag)
}
