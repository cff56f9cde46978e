import {envelopePayload, parseEnvelope, parseStatement, readEdition} from '#pipeline'
import type {EditionPayload, RawDocument, Statement} from '#pipeline'
import {parseStrictJson} from '#schemas'

import {evidenceFiles} from '../bundle/bag-files.ts'
import type {BundleManifest} from '../bundle/bundle-manifest.ts'
import {equalBytes} from '../bundle/digests.ts'
import type {AssetRights} from '../bundle/rights.ts'
import {fault} from './fault.ts'
import type {Fault} from './fault.ts'

/** A statement of a bundle, as a stored document and as it can be read. */
export interface FiledStatement {
  path: string
  document: RawDocument
  statement: Statement
}

/** What the evidence files of a bundle say, before anyone asked whether it suffices. */
export interface Evidence {
  edition: RawDocument | null
  payload: EditionPayload | null
  statements: FiledStatement[]
  faults: Fault[]
}

const utf8 = new TextDecoder('utf-8', {ignoreBOM: true})
const statementFile = /^data\/statements\/(statement\.[0-9a-f]{32})\.dsse\.json$/

/**
 * Read edition, statements and rights of a bundle, and compare every derived file beside them.
 */
export async function readEvidence(
  files: ReadonlyMap<string, Uint8Array>,
  manifest: BundleManifest,
): Promise<Evidence> {
  const faults: Fault[] = []
  const {document, payload} = await readSealed(files, manifest, faults)
  const statements = await readStatements(files, manifest, faults)
  await compareProof('data/trust', files, faults)
  if (payload) faults.push(...rightsFaults(files, manifest, payload))
  return {edition: document, payload, statements, faults}
}

async function readSealed(
  files: ReadonlyMap<string, Uint8Array>,
  manifest: BundleManifest,
  faults: Fault[],
): Promise<{document: RawDocument | null; payload: EditionPayload | null}> {
  const path = 'data/edition.json'
  const bytes = files.get(path)
  if (!bytes) return {document: null, payload: null}
  const {kind, article, number, language, edition, digest} = manifest
  const document = {
    _id: edition,
    _type: 'edition',
    kind,
    article,
    number,
    language,
    digest,
    payload: utf8.decode(bytes),
  }
  try {
    return {document, payload: await readEdition(document)}
  } catch (error) {
    faults.push(fault('edition-altered', path, messageOf(error)))
    return {document: null, payload: null}
  }
}

async function readStatements(
  files: ReadonlyMap<string, Uint8Array>,
  manifest: BundleManifest,
  faults: Fault[],
): Promise<FiledStatement[]> {
  const found: FiledStatement[] = []
  const paths = [...files.keys()].filter((path) => statementFile.test(path))
  for (const path of paths) {
    const id = statementFile.exec(path)![1]!
    const envelope = utf8.decode(files.get(path))
    try {
      const statement = parseStatement(envelopePayload(parseEnvelope(envelope)))
      const {edition, kind} = statement
      const document = {_id: id, _type: 'statement', edition, kind, envelope}
      found.push({path, document, statement})
      await compareProof(`data/statements/${id}`, files, faults)
    } catch (error) {
      faults.push(fault('malformed', path, messageOf(error)))
    }
  }
  const named = new Set(manifest.statements.map((id) => `data/statements/${id}.dsse.json`))
  for (const path of paths) {
    if (!named.has(path)) faults.push(fault('extra', path, 'is not named by the manifest'))
    named.delete(path)
  }
  for (const path of named) {
    if (!files.has(path)) faults.push(fault('missing', path, 'is named by the manifest'))
  }
  return found
}

/** Compare `.pae`, `.sig` and the rest with what follows from the envelope beside them. */
async function compareProof(
  name: string,
  files: ReadonlyMap<string, Uint8Array>,
  faults: Fault[],
): Promise<void> {
  const envelope = files.get(`${name}.dsse.json`)
  if (!envelope) return
  const derived = await derivedFiles(name, utf8.decode(envelope))
  for (const [path, bytes] of derived) {
    const there = files.get(path)
    if (!there) faults.push(fault('missing', path, 'belongs beside its envelope'))
    else if (!equalBytes(there, bytes)) {
      faults.push(fault('altered', path, 'is not what follows from the envelope beside it'))
    }
  }
  for (const path of files.keys()) {
    if (path.startsWith(`${name}.`) && !derived.has(path)) {
      faults.push(fault('extra', path, 'does not follow from the envelope beside it'))
    }
  }
}

async function derivedFiles(name: string, envelope: string): Promise<Map<string, Uint8Array>> {
  try {
    return await evidenceFiles(name, envelope)
  } catch {
    // An envelope that cannot be parsed is reported where it is verified.
    return new Map([[`${name}.dsse.json`, new TextEncoder().encode(envelope)]])
  }
}

/** Every asset with rights must be a file of the bundle, and one that was sealed. */
function rightsFaults(
  files: ReadonlyMap<string, Uint8Array>,
  manifest: BundleManifest,
  payload: EditionPayload,
): Fault[] {
  const path = 'data/rights.json'
  const bytes = files.get(path)
  // That it is missing is reported with the other files.
  if (!bytes) return []
  let rights: unknown
  try {
    rights = parseStrictJson(utf8.decode(bytes))
  } catch (error) {
    return [fault('malformed', path, messageOf(error))]
  }
  if (!hasAssets(rights)) return [fault('malformed', path, 'does not list assets with digests')]
  const digests = new Map(manifest.files.map((file) => [file.path, file.sha256]))
  const sealed = new Set(payload.assets.map((asset) => asset.sha256))
  return rights.assets.flatMap((asset) => {
    if (digests.get(asset.file) !== asset.sha256) {
      return [fault('manifest-differs', path, `names other bytes for ${asset.file}`)]
    }
    if (sealed.has(asset.sha256)) return []
    return [fault('edition-altered', asset.file, 'is an asset that was not sealed in the edition')]
  })
}

/** Only what is compared is looked at; the release key signed the rest. */
function hasAssets(value: unknown): value is {assets: Array<Pick<AssetRights, 'file' | 'sha256'>>} {
  if (typeof value !== 'object' || value === null || !('assets' in value)) return false
  return (
    Array.isArray(value.assets) &&
    value.assets.every((asset: unknown) => {
      if (typeof asset !== 'object' || asset === null) return false
      const isNamed = 'file' in asset && typeof asset.file === 'string'
      return isNamed && 'sha256' in asset && typeof asset.sha256 === 'string'
    })
  )
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
