import {Ajv2020} from 'ajv/dist/2020.js'
import {beforeAll, describe, expect, it} from 'vitest'

import type {ApprovedEdition, Publication} from '#pipeline'
import {canonicalJson, sha256Hex} from '#schemas'

import type {Bundle} from '../../../exports/bundle/bundle.ts'
import bundleSchema from '../../../exports/bundle/bundle.schema.json' with {type: 'json'}
import {packBundle} from '../../../exports/bundle/pack-bundle.ts'
import rightsSchema from '../../../exports/bundle/rights.schema.json' with {type: 'json'}
import {approve, artifactsOf, makeBundle, makeWorld, now, preview, svg, worldWith} from './world.ts'
import type {TestWorld} from './world.ts'
import {emptyContext, publish} from '#pipeline'

let world: TestWorld
let bundle: Bundle
let approved: ApprovedEdition
let publications: Publication[]
beforeAll(async () => {
  world = await makeWorld()
  bundle = await makeBundle(world, {id: 'knee', title: 'Knee & “bone”'})
  approved = (await approve(world, {id: 'knee'})).admission.approved[0]!
  publications = await publish(approved, {...emptyContext, today: now.slice(0, 10)})
})

const text = (path: string): string => new TextDecoder().decode(bundle.files.get(path))
const pack = (
  changes: {
    pages?: readonly Publication[]
    artifacts?: Parameters<typeof packBundle>[1]
    approved?: ApprovedEdition
    trust?: string
    signer?: TestWorld['signer']
  } = {},
): Promise<Bundle> =>
  packBundle(
    changes.pages ?? publications,
    changes.artifacts ?? new Map([['', artifactsOf(publications[0]!)]]),
    {
      approved: changes.approved ?? approved,
      trust: changes.trust ?? world.trustText,
      rootKey: world.rootKey,
    },
    changes.signer ?? world.signer,
  )
const withArtifact = (path: string, bytes = new Uint8Array(), mediaType = 'text/plain') =>
  pack({
    artifacts: new Map([['', [...artifactsOf(publications[0]!), {path, bytes, mediaType}]]]),
  })

describe('a bundle', () => {
  it('is a bag with the artifacts, the evidence and nothing else', () => {
    const [statement, other] = bundle.manifest.statements
    const sealed = [...bundle.files.keys()].filter((path) => path.startsWith('data/assets/'))
    expect(sealed).toHaveLength(1)
    expect(new Set(bundle.files.keys())).toEqual(
      new Set([
        'bag-info.txt',
        'bagit.txt',
        'bundle.dsse.json',
        'bundle.pae',
        'bundle.sig',
        'data/article.json',
        sealed[0],
        'data/edition.json',
        'data/fragment.html',
        'data/index.html',
        'data/rights.json',
        ...[statement, other].flatMap((id) => [
          `data/statements/${id}.dsse.json`,
          `data/statements/${id}.pae`,
          `data/statements/${id}.sig`,
        ]),
        'data/trust.dsse.json',
        'data/trust.pae',
        'data/trust.sig',
        'manifest-sha256.txt',
        'manifest-sha512.txt',
        'tagmanifest-sha256.txt',
        'tagmanifest-sha512.txt',
      ]),
    )
  })

  it('says BagIt 1.0 and counts its payload', () => {
    expect(text('bagit.txt')).toBe('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')
    const payload = [...bundle.files].filter(([path]) => path.startsWith('data/'))
    const octets = payload.reduce((sum, [, bytes]) => sum + bytes.length, 0)
    expect(text('bag-info.txt')).toBe(
      'Source-Organization: Test Press\nExternal-Description: Knee & “bone”\n' +
        `External-Identifier: edition.knee.1\nPayload-Oxum: ${octets}.${payload.length}\n`,
    )
  })

  it('lists every payload file, and every tag file, with its digest', async () => {
    for (const [manifest, isListed] of [
      ['manifest-sha256.txt', (path: string) => path.startsWith('data/')],
      [
        'tagmanifest-sha256.txt',
        (path: string) => !path.startsWith('data/') && !path.startsWith('tagmanifest'),
      ],
    ] as const) {
      const lines = text(manifest).trimEnd().split('\n')
      const listed = lines.map((line) => line.slice(66))
      expect(listed).toEqual([...bundle.files.keys()].filter(isListed).toSorted())
      for (const line of lines) {
        expect(line.slice(0, 64)).toBe(await sha256Hex(bundle.files.get(line.slice(66))!))
      }
    }
    expect(text('manifest-sha512.txt').split('\n')[0]).toMatch(/^[0-9a-f]{128} {2}data\//)
  })

  it('holds the exact sealed string', async () => {
    expect(await sha256Hex(`marrow-edition-v1\n${text('data/edition.json')}`)).toBe(
      bundle.manifest.digest,
    )
  })

  it('has the sha256 of its signed manifest as address', async () => {
    expect(await sha256Hex(text('bundle.dsse.json'))).toBe(bundle.digest)
  })

  it('has a manifest and rights that their published schemas accept', () => {
    const ajv = new Ajv2020({strict: true, allowUnionTypes: true})
    const isManifest = ajv.compile(bundleSchema)
    isManifest(bundle.manifest)
    expect(isManifest.errors).toBeNull()
    const isRights = ajv.compile(rightsSchema)
    isRights(JSON.parse(text('data/rights.json')))
    expect(isRights.errors).toBeNull()
    expect(isRights({format: 1, text: [], assets: [{file: '/etc/passwd'}]})).toBe(false)
  })

  it('names the rights of each asset', async () => {
    expect(JSON.parse(text('data/rights.json'))).toMatchObject({
      text: [{folder: '', licence: {name: 'CC BY 4.0'}}],
      assets: [
        {
          sha256: await sha256Hex(svg),
          figure: 'figure-knee',
          credit: 'Drawing: Ada Sample',
          licence: {name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/'},
          uses: ['own-site', 'syndication'],
          rightsExpire: '2030-12-31',
        },
      ],
    })
  })

  it('is the same bytes when it is packed again', async () => {
    const [one, two] = [await pack(), await pack()]
    expect(one.digest).toBe(two.digest)
    expect(one.zip).toEqual(two.zip)
  })

  it('holds nothing of the ledger or of the run', () => {
    const all = [...bundle.files.values()].map((bytes) => new TextDecoder().decode(bytes)).join()
    expect(all).not.toContain(now)
    expect(all).not.toContain('firstSeen')
    expect(canonicalJson(bundle.manifest)).not.toContain('ledger')
  })

  it('holds what a passkey signed, and its challenge', async () => {
    const other = await makeBundle(world, {id: 'hip', passkey: true})
    const names = [...other.files.keys()].filter((path) => path.endsWith('.clientdata.json'))
    expect(names).toHaveLength(1)
    const name = names[0]!.replace('.clientdata.json', '')
    const clientData = other.files.get(names[0]!)!
    const pae = other.files.get(`${name}.pae`)!
    expect(Buffer.from(pae.slice(-32)).toString('hex')).toBe(await sha256Hex(clientData))
    const {challenge} = JSON.parse(new TextDecoder().decode(clientData))
    const hash = await sha256Hex(other.files.get(`${name}.challenge`)!)
    expect(Buffer.from(challenge, 'base64url').toString('hex')).toBe(hash)
  })
})

describe('packBundle', () => {
  it('refuses a preview, whatever its type says', async () => {
    const {content} = await approve(world, {id: 'knee'})
    const page = preview(content) as unknown as Publication
    await expect(pack({pages: [page]})).rejects.toMatchObject({code: 'not-a-publication'})
    const disguised = {...page, kind: 'publication'} as unknown as Publication
    await expect(pack({pages: [disguised]})).rejects.toMatchObject({code: 'not-a-publication'})
  })

  it('refuses a publication of another edition', async () => {
    const other = await approve(world, {id: 'knee', text: 'Other words.'})
    const pages = await publish(other.admission.approved[0]!, emptyContext)
    await expect(pack({pages})).rejects.toMatchObject({code: 'publication-mismatch'})
    await expect(pack({approved: other.admission.approved[0]!})).rejects.toMatchObject({
      code: 'publication-mismatch',
    })
  })

  it('refuses a sealed string that was changed', async () => {
    const sealed = approved.sealed.replace('Rest helps', 'Rest harms')
    expect(sealed).not.toBe(approved.sealed)
    await expect(pack({approved: {...approved, sealed}})).rejects.toMatchObject({
      code: 'edition-altered',
    })
  })

  it('refuses a statement whose envelope does not verify', async () => {
    const [first, ...rest] = approved.statements
    const sig = JSON.parse(first!.envelope).signatures[0].sig as string
    const flipped = `${sig.startsWith('A') ? 'B' : 'A'}${sig.slice(1)}`
    const envelope = first!.envelope.replace(sig, flipped)
    const statements = [{...first!, envelope}, ...rest]
    await expect(pack({approved: {...approved, statements}})).rejects.toMatchObject({
      code: 'statement-unverified',
    })
  })

  it('refuses a statement that says other than its envelope', async () => {
    const statements = approved.statements.map((one) => ({
      ...one,
      statement: {...one.statement, meaning: 'emergency'},
    }))
    await expect(pack({approved: {...approved, statements}})).rejects.toMatchObject({
      code: 'statement-mismatch',
    })
  })

  it('refuses a sign-off of another article', async () => {
    const other = (await approve(world, {id: 'hip'})).admission.approved[0]!
    const statements = other.statements
    await expect(pack({approved: {...approved, statements}})).rejects.toMatchObject({
      code: 'statement-mismatch',
    })
  })

  it('refuses an edition that nobody signed off', async () => {
    await expect(pack({approved: {...approved, statements: []}})).rejects.toMatchObject({
      code: 'sign-off-insufficient',
    })
  })

  it('refuses a trust file of another root key', async () => {
    const {trustText} = await makeWorld()
    await expect(pack({trust: trustText})).rejects.toMatchObject({code: 'trust-unverified'})
  })

  it('refuses a release key that the trust file does not have, or that was revoked', async () => {
    const other = await makeWorld()
    await expect(pack({signer: other.signer})).rejects.toMatchObject({code: 'release-key-unknown'})
    const liar = {...world.signer, sign: other.signer.sign}
    await expect(pack({signer: liar})).rejects.toMatchObject({code: 'release-signature-wrong'})
    const {trust} = world
    const revoked = {at: '2026-02-01T00:00:00.000Z', because: 'retired' as const}
    const {trustText} = await worldWith(world, {
      ...trust,
      version: 2,
      release: trust.release.map((key) => ({...key, revoked})),
    })
    await expect(pack({trust: trustText})).rejects.toMatchObject({code: 'release-key-revoked'})
  })

  it('refuses an image that is not the sealed one', async () => {
    const artifacts = artifactsOf(publications[0]!).map((artifact) =>
      artifact.mediaType === 'image/svg+xml' ? {...artifact, bytes: new Uint8Array(3)} : artifact,
    )
    await expect(pack({artifacts: new Map([['', artifacts]])})).rejects.toMatchObject({
      code: 'asset-altered',
    })
    await expect(
      withArtifact('assets/tracker.gif', new Uint8Array(1), 'image/gif'),
    ).rejects.toMatchObject({code: 'asset-altered', subject: 'data/assets/tracker.gif'})
  })

  it.each([
    ['../../x', 'path-escapes'],
    ['CON', 'path-reserved'],
    ['Index.html', 'path-collision'],
    ['edition.json', 'path-collision'],
    ['a\\b', 'path-character'],
    ['dot.', 'path-ending'],
    ['a'.repeat(300), 'path-too-long'],
  ])('refuses an artifact at `%s` as %s', async (path, code) => {
    await expect(withArtifact(path)).rejects.toMatchObject({code})
  })

  it('refuses a page without artifacts, and artifacts without a page', async () => {
    await expect(pack({artifacts: new Map()})).rejects.toMatchObject({code: 'artifacts-missing'})
    const stray = new Map([
      ['', artifactsOf(publications[0]!)],
      ['expert-board', artifactsOf(publications[0]!)],
    ])
    await expect(pack({artifacts: stray})).rejects.toMatchObject({code: 'publication-mismatch'})
  })
})
