import {makeEnvelope, payloadTypes, verifyEnvelope} from '#pipeline'
import type {ApprovedEdition, Publication} from '#pipeline'
import {canonicalJson, compareText, sha256Hex} from '#schemas'

import type {Artifact} from '../exporter.ts'
import {bagFiles, evidenceFiles} from './bag-files.ts'
import {BundleError} from './bundle-error.ts'
import type {Bundle, BundleEvidence, ReleaseSigner} from './bundle.ts'
import type {BundleFile, BundleManifest, BundlePage} from './bundle-manifest.ts'
import {checkEvidence} from './check-evidence.ts'
import type {CheckedEvidence} from './check-evidence.ts'
import {digestsOf} from './digests.ts'
import {pathFaults} from './path-faults.ts'
import {bagPath, rightsJson} from './rights.ts'
import {zipFiles} from './zip-files.ts'

type PageArtifacts = ReadonlyMap<string, readonly Artifact[]>

interface PayloadFile extends BundleFile {
  content: Uint8Array
  sha512: string
}

const encoder = new TextEncoder()

/**
 * Pack one article's page, or the pages of the site, with the evidence of its approval.
 *
 * Nothing is taken on trust: the edition's digest is computed again, every statement's envelope is
 * verified again, and a preview is refused whatever its type says.
 *
 * @param artifacts
 *   Output files by page: `''` for an article, else the page's folder, such as `expert-board`.
 * @throws `BundleError`
 * @see docs/bundle.md
 */
export async function packBundle(
  publications: readonly Publication[],
  artifacts: ReadonlyMap<string, readonly Artifact[]>,
  evidence: BundleEvidence,
  signer: ReleaseSigner,
): Promise<Bundle> {
  const pages = publications.map((publication) => checkPage(publication, evidence.approved))
  const checked = await checkEvidence(evidence)
  const files = await payloadFiles(pages, artifacts, evidence, checked)
  const manifest = manifestOf(pages, files, evidence, checked)
  const envelope = await signManifest(manifest, signer, checked)

  const sha512 = new Map(files.map((file) => [file.path, file.sha512]))
  const bag = new Map(files.map((file) => [file.path, file.content]))
  for (const [path, bytes] of await bagFiles(manifest, envelope, sha512)) bag.set(path, bytes)
  const digest = await sha256Hex(envelope)
  const firstSeen = new Map(
    checked.statements.flatMap((one) => (one.firstSeen === null ? [] : [[one.id, one.firstSeen]])),
  )
  return {digest, manifest, files: bag, zip: zipFiles(digest, bag), firstSeen}
}

interface Page {
  folder: string
  publication: Publication
}

function checkPage(publication: Publication, approved: ApprovedEdition): Page {
  // The types say so already; a cast must not get a preview out.
  const composition: {kind: string; approval: unknown; id: string} = publication
  if (composition.kind !== 'publication' || composition.approval === null) {
    throw new BundleError('not-a-publication', composition.id, 'only publications are packed')
  }
  const {approval} = publication
  const {payload, digest} = approved
  if (
    approval.digest !== digest ||
    approval.edition !== payload.id ||
    approval.number !== payload.number ||
    publication.language !== payload.language
  ) {
    throw new BundleError(
      'publication-mismatch',
      publication.id,
      `was published from ${approval.edition} (${approval.digest}), the evidence is of ${payload.id} (${digest})`,
    )
  }
  return {folder: publication.page === 'article' ? '' : publication.page, publication}
}

async function payloadFiles(
  pages: readonly Page[],
  artifacts: PageArtifacts,
  evidence: BundleEvidence,
  checked: CheckedEvidence,
): Promise<PayloadFile[]> {
  const outputs = await Promise.all(pages.flatMap(({folder}) => pageFiles(folder, artifacts)))
  const expected = new Set(pages.map((page) => page.folder))
  const stray = [...artifacts.keys()].find((folder) => !expected.has(folder))
  if (pages.length === 0 || stray !== undefined || expected.size !== pages.length) {
    throw new BundleError(
      'publication-mismatch',
      stray ?? evidence.approved.payload.id,
      'each page needs one publication and its artifacts',
    )
  }

  const sealed = new Set(evidence.approved.payload.assets.map((asset) => asset.sha256))
  const parts = new Map<string, Uint8Array>([
    ['data/edition.json', encoder.encode(evidence.approved.sealed)],
    ['data/rights.json', encoder.encode(rightsJson(pages, outputs, sealed))],
    ...(await evidenceFiles('data/trust', evidence.trust)),
  ])
  for (const {id, envelope} of checked.statements) {
    for (const [path, bytes] of await evidenceFiles(`data/statements/${id}`, envelope)) {
      parts.set(path, bytes)
    }
  }
  const proof = await Promise.all(
    [...parts].map(([path, bytes]) => payloadFile(path, bytes, mediaTypeOf(path), 'evidence')),
  )

  const files = [...outputs, ...proof].toSorted((a, b) => compareText(a.path, b.path))
  const [fault] = pathFaults(files.map((file) => file.path))
  if (fault) throw new BundleError(fault.code, fault.path, fault.message)
  return files
}

function pageFiles(folder: string, artifacts: PageArtifacts): Array<Promise<PayloadFile>> {
  const files = artifacts.get(folder) ?? []
  if (files.length === 0) {
    throw new BundleError('artifacts-missing', bagPath(folder, ''), 'the page has no artifacts')
  }
  return files.map(({path, bytes, mediaType}) =>
    payloadFile(bagPath(folder, path), bytes, mediaType, 'artifact'),
  )
}

async function payloadFile(
  path: string,
  content: Uint8Array,
  mediaType: string,
  role: BundleFile['role'],
): Promise<PayloadFile> {
  const digests = await digestsOf(content)
  return {path, ...digests, bytes: content.length, mediaType, role, content}
}

function mediaTypeOf(path: string): string {
  return path.endsWith('.json') ? 'application/json' : 'application/octet-stream'
}

function manifestOf(
  pages: readonly Page[],
  files: readonly PayloadFile[],
  evidence: BundleEvidence,
  checked: CheckedEvidence,
): BundleManifest {
  const {payload, digest, emergency, lastReviewed, reviewDue} = evidence.approved
  const {publication} = pages[0]!
  const siteName = payload.kind === 'site' ? publication.site?.name : undefined
  return {
    format: 2,
    kind: payload.kind,
    article: payload.article,
    language: payload.language,
    number: payload.number,
    edition: payload.id,
    digest,
    title: siteName ?? publication.title,
    pages: pages.map(toBundlePage).toSorted((a, b) => compareText(a.folder, b.folder)),
    publisher: checked.trust.publisher,
    sample: checked.trust.sample,
    emergency,
    overdue: pages.some((page) => page.publication.approval.overdue),
    lastReviewed,
    reviewDue,
    validUntil: publication.approval.validUntil,
    trust: {version: checked.trust.version, digest: checked.trustDigest},
    statements: checked.statements.map((statement) => statement.id),
    files: files.map(({path, sha256, bytes, mediaType, role}) => ({
      path,
      sha256,
      bytes,
      mediaType,
      role,
    })),
  }
}

function toBundlePage({folder, publication}: Page): BundlePage {
  const {page, slug, language, title} = publication
  return {page, folder, slug, language, title}
}

/** Sign, and verify what came back: a key that the trust file does not name signs nothing. */
async function signManifest(
  manifest: BundleManifest,
  signer: ReleaseSigner,
  checked: CheckedEvidence,
): Promise<string> {
  const key = checked.trust.release.find((candidate) => candidate.keyid === signer.keyid)
  if (!key) {
    throw new BundleError(
      'release-key-unknown',
      signer.keyid,
      'the trust file has no such release key; add it, or sign with one that it has',
    )
  }
  if (key.revoked) {
    throw new BundleError(
      'release-key-revoked',
      signer.keyid,
      `this release key was ${key.revoked.because} on ${key.revoked.at}; sign with another`,
    )
  }
  const payload = encoder.encode(canonicalJson(manifest))
  const envelope = await makeEnvelope(payloadTypes.bundle, payload, signer.keyid, (bytes) =>
    signer.sign(bytes),
  )
  try {
    await verifyEnvelope(envelope, payloadTypes.bundle, [key])
  } catch (cause) {
    throw new BundleError(
      'release-signature-wrong',
      signer.keyid,
      'the signature does not verify with the key of the trust file',
      {cause},
    )
  }
  return envelope
}
