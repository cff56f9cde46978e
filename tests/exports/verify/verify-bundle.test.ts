import {beforeAll, describe, expect, it} from 'vitest'

import {parseTrust} from '#pipeline'
import type {StatementRequest, Trust} from '#pipeline'
import {sha256Hex} from '#schemas'

import {evidenceFiles} from '../../../exports/bundle/bag-files.ts'
import type {Bundle} from '../../../exports/bundle/bundle.ts'
import type {BundleManifest} from '../../../exports/bundle/bundle-manifest.ts'
import {zipFiles} from '../../../exports/bundle/zip-files.ts'
import {verifyBundle} from '../../../exports/verify/verify-bundle.ts'
import {approve, makeBundle, makeWorld, now, worldWith} from '../bundle/world.ts'
import type {TestWorld} from '../bundle/world.ts'
import {repackBundle} from './repack-bundle.ts'

let world: TestWorld
let bundle: Bundle
beforeAll(async () => {
  world = await makeWorld()
  bundle = await makeBundle(world, {id: 'knee'})
})

/** Verify the bundle with some files changed (null: removed), and list `code path` of each fault. */
async function faultsWith(
  changes: Record<string, Uint8Array | string | null>,
  from = bundle,
): Promise<string[]> {
  const files = new Map(from.files)
  for (const [path, content] of Object.entries(changes)) {
    if (content === null) files.delete(path)
    else files.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content)
  }
  const {faults} = await verifyBundle(zipFiles(from.digest, files), world.rootKey, {now})
  return faults.map(({code, path}) => `${code} ${path}`)
}

const repack = (
  changes: Record<string, string | null>,
  edit?: (manifest: BundleManifest) => BundleManifest,
  from = bundle,
): Promise<Uint8Array> => repackBundle(world, from, changes, edit)

const codes = async (zip: Uint8Array, options = {now}): Promise<string[]> => {
  const {faults} = await verifyBundle(zip, world.rootKey, options)
  return [...new Set(faults.map(({code}) => code))]
}

describe('verifyBundle', () => {
  it('accepts a bundle, and says that freshness was not checked', async () => {
    const {ok, faults, notes, digest} = await verifyBundle(bundle.zip, world.rootKey, {now})
    expect(faults).toEqual([])
    expect(ok).toBe(true)
    expect(digest).toBe(bundle.digest)
    expect(notes.map(({code}) => code)).toEqual(['freshness-unchecked'])
  })

  it('says when no time was given, and what is sample content', async () => {
    const sample = await makeWorld((trust) => ({...trust, sample: true}))
    const {zip} = await makeBundle(sample, {id: 'knee'})
    const {ok, notes} = await verifyBundle(zip, sample.rootKey)
    expect(ok).toBe(true)
    expect(notes.map(({code}) => code)).toEqual([
      'freshness-unchecked',
      'time-unchecked',
      'sample-content',
    ])
  })

  it('says when a review is overdue, and that the bundle may be shown no more', async () => {
    expect(bundle.manifest.validUntil).toBe('2027-03-01T10:00:00.000Z')
    const {notes, ok} = await verifyBundle(bundle.zip, world.rootKey, {
      now: '2028-01-01T00:00:00.000Z',
    })
    expect([ok, notes.map(({code}) => code)]).toEqual([
      true,
      ['freshness-unchecked', 'expired', 'overdue'],
    ])
  })

  it('accepts a bundle with a passkey’s sign-off', async () => {
    const {zip} = await makeBundle(world, {id: 'hip', passkey: true})
    expect(await codes(zip)).toEqual([])
  })

  it('names an altered, a missing and an extra file', async () => {
    expect(await faultsWith({'data/index.html': 'other'})).toEqual(['altered data/index.html'])
    expect(await faultsWith({'data/index.html': null})).toEqual(['missing data/index.html'])
    expect(await faultsWith({'data/x.html': 'x'})).toEqual(['extra data/x.html'])
    expect(await faultsWith({'x.txt': 'x'})).toEqual(['extra x.txt'])
    expect(await faultsWith({'bagit.txt': 'BagIt-Version: 0.97\n'})).toEqual(['altered bagit.txt'])
    expect(await faultsWith({'tagmanifest-sha512.txt': null})).toEqual([
      'missing tagmanifest-sha512.txt',
    ])
    expect(await faultsWith({'bundle.sig': new Uint8Array(64)})).toEqual(['altered bundle.sig'])
  })

  it('finds nothing to verify in something else', async () => {
    expect(await codes(zipFiles('x', new Map([['a', new Uint8Array()]])))).toEqual(['not-a-bundle'])
    expect(await codes(new TextEncoder().encode('no zip'))).toEqual(['zip-malformed'])
    const {zip} = bundle
    expect(await codes(zip.slice(0, zip.length - 40))).toEqual(['zip-malformed'])
  })

  it('names a bundle without its signed manifest', async () => {
    expect(await faultsWith({'bundle.dsse.json': null})).toEqual(['missing bundle.dsse.json'])
    expect(await faultsWith({'bundle.dsse.json': '{"payload":""}'})).toContain(
      'malformed bundle.dsse.json',
    )
  })

  it('names a folder with a wrong name', async () => {
    expect(await codes(zipFiles('a'.repeat(64), bundle.files))).toEqual(['wrong-name'])
  })

  it('refuses the bundle of another publisher', async () => {
    const other = await makeWorld()
    const {zip} = await makeBundle(other, {id: 'knee'})
    expect(await codes(zip)).toEqual(['trust-not-signed-by-root'])
  })

  it('names a trust file that the root key did not sign', async () => {
    const other = await makeWorld()
    const found = await faultsWith({'data/trust.dsse.json': other.trustText})
    expect(found).toContain('trust-not-signed-by-root data/trust.dsse.json')
  })

  it('names a signature by a key that the trust file does not have', async () => {
    const other = await makeWorld()
    const zip = await repack({})
    expect(await codes(zip)).toEqual([])
    const {signer} = world
    world = {...world, signer: other.signer}
    expect(await codes(await repack({}))).toEqual(['wrong-key'])
    world = {...world, signer: {keyid: signer.keyid, sign: other.signer.sign}}
    expect(await codes(await repack({}))).toEqual(['bad-signature'])
    world = {...world, signer}
  })

  it('re-runs admission: a release key alone gets nothing past it', async () => {
    const sealed = new TextDecoder().decode(bundle.files.get('data/edition.json'))
    const changed = sealed.replace('Rest helps', 'Rest harms')
    expect(await codes(await repack({'data/edition.json': changed}))).toEqual(['edition-altered'])

    const digest = await sha256Hex(`marrow-edition-v1\n${changed}`)
    const forged = await repack({'data/edition.json': changed}, (it) => ({...it, digest}))
    expect(await codes(forged)).toEqual(['sign-off-insufficient'])

    const [first] = bundle.manifest.statements
    const without = Object.fromEntries(
      ['dsse.json', 'pae', 'sig'].map((ending) => [`data/statements/${first}.${ending}`, null]),
    )
    const fewer = await repack(without, (it) => ({
      ...it,
      statements: it.statements.filter((id) => id !== first),
    }))
    expect(await codes(fewer)).toEqual(['sign-off-insufficient'])
  })

  it('names what beside an envelope does not follow from it', async () => {
    const [first] = bundle.manifest.statements
    const zip = await repack({[`data/statements/${first}.pae`]: 'other', 'data/trust.x': 'x'})
    const {faults} = await verifyBundle(zip, world.rootKey, {now})
    expect(faults.map(({code, path}) => `${code} ${path}`)).toEqual([
      `altered data/statements/${first}.pae`,
      'extra data/trust.x',
    ])
  })

  it('names facts of the manifest that the evidence does not bear out', async () => {
    for (const edit of [
      (it: BundleManifest) => ({...it, lastReviewed: '2026-05-05T00:00:00.000Z'}),
      (it: BundleManifest) => ({...it, validUntil: '2027-03-01T10:00:00.001Z'}),
      (it: BundleManifest) => ({...it, validUntil: '2027-03-01T09:59:59.999Z'}),
      (it: BundleManifest) => ({...it, validUntil: null}),
      (it: BundleManifest) => ({...it, overdue: true}),
      (it: BundleManifest) => ({...it, sample: true}),
      (it: BundleManifest) => ({...it, publisher: {name: 'Better Press'}}),
      (it: BundleManifest) => ({...it, title: 'A cure'}),
      (it: BundleManifest) => ({...it, pages: [{...it.pages[0]!, slug: 'other'}]}),
    ]) {
      expect(await codes(await repack({}, edit))).toEqual(['manifest-differs'])
    }
  })

  it('names an asset that was not sealed', async () => {
    const path = bundle.manifest.files.find(({mediaType}) => mediaType === 'image/svg+xml')!.path
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    const rights = new TextDecoder().decode(bundle.files.get('data/rights.json'))
    const old = bundle.manifest.files.find((file) => file.path === path)!.sha256
    const zip = await repack({
      [path]: svg,
      'data/rights.json': rights.replace(old, await sha256Hex(svg)),
    })
    const {faults} = await verifyBundle(zip, world.rootKey, {now})
    expect(faults.map((fault) => `${fault.code} ${fault.path}`)).toEqual([
      `edition-altered ${path}`,
    ])
  })
})

describe('verifyBundle by a newer trust file', () => {
  const withTrust = async (change: (trust: Trust) => Trust) => {
    const {trustText} = await worldWith(world, change({...world.trust, version: 2}))
    const newest = await parseTrust(trustText, world.rootKey)
    return verifyBundle(bundle.zip, world.rootKey, {now, newest})
  }
  const revokeKeys = (trust: Trust, id: string, because: 'retired' | 'compromised'): Trust => ({
    ...trust,
    signers: trust.signers.map((signer) =>
      signer.id === id
        ? {
            ...signer,
            keys: signer.keys.map((key) => ({
              ...key,
              revoked: {at: '2026-05-01T00:00:00.000Z', because},
            })),
          }
        : signer,
    ),
  })

  it('keeps what a retired key signed', async () => {
    expect((await withTrust((trust) => revokeKeys(trust, 'max', 'retired'))).faults).toEqual([])
  })

  it('names a signer whose key was compromised, unless the publisher saw it before', async () => {
    const {faults} = await withTrust((trust) => revokeKeys(trust, 'max', 'compromised'))
    expect(faults.map(({code}) => code)).toContain('revoked-signer')
    expect(faults.find(({code}) => code === 'revoked-signer')?.path).toMatch(
      /^data\/statements\/statement\.[0-9a-f]{32}\.dsse\.json$/,
    )
  })

  it('names a release key that was compromised, and keeps a retired one', async () => {
    const revoke = (because: 'retired' | 'compromised') => (trust: Trust) => ({
      ...trust,
      release: trust.release.map((key) => ({
        ...key,
        revoked: {at: '2026-05-01T00:00:00.000Z', because},
      })),
    })
    const found = await withTrust(revoke('compromised'))
    expect(found.faults.map(({code, path}) => [code, path])).toEqual([
      ['revoked-signer', 'bundle.dsse.json'],
    ])
    expect((await withTrust(revoke('retired'))).ok).toBe(true)
  })

  it('does not say that freshness was not checked', async () => {
    const {notes} = await withTrust((trust) => trust)
    expect(notes).toEqual([])
  })

  it('names a newest trust file that is older than the one inside', async () => {
    const second = await worldWith(world, {...world.trust, version: 2})
    const {zip} = await makeBundle(second, {id: 'knee'})
    const newest = await parseTrust(world.trustText, world.rootKey)
    const {faults} = await verifyBundle(zip, world.rootKey, {now, newest})
    expect(faults.map(({code}) => code)).toContain('trust-older-than-newest')
  })
})

describe('verifyBundle of an edition that should not be out', () => {
  const also = (
    kind: StatementRequest['kind'],
  ): NonNullable<Parameters<typeof approve>[1]['also']> => [
    {
      kind,
      reason: 'The dose is wrong.',
      ...(kind === 'withdrawal' && {severity: 'safety', notice: 'The dose was wrong.'}),
      at: '2026-04-01T10:00:00.000Z',
    },
  ]

  /** Pack the bundle with one more statement of the article inside. */
  const withStatement = async (kind: StatementRequest['kind']): Promise<string[]> => {
    const {statements} = await approve(world, {id: 'knee', also: also(kind)})
    const more = statements.at(-1)!
    const files = await evidenceFiles(`data/statements/${more._id}`, String(more['envelope']))
    const payload = new Map(bundle.files)
    for (const [path, bytes] of files) payload.set(path, bytes)
    const zip = await repack(
      {},
      (it) => ({...it, statements: [...it.statements, more._id].toSorted()}),
      {...bundle, files: payload},
    )
    return codes(zip)
  }

  it('names a withdrawal that is inside', async () => {
    expect(await withStatement('withdrawal')).toEqual(['withdrawn'])
  })

  it('names a change request that is inside', async () => {
    expect(await withStatement('change-request')).toEqual(['change-requested'])
  })
})
