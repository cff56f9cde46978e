import fc from 'fast-check'
import {describe, expect, it} from 'vitest'

import {type EditionDocument} from '#pipeline'
import {canonicalJson} from '#schemas'

import {makeKey} from '../test-keys.ts'
import {makeSigner} from '../test-trust.ts'
import {drawing} from '../sealing/rich-documents.ts'
import {changed, leavesOf, withLeaf} from '../sealing/walk.ts'
import {codes, makeSignedHouse, replaceAt} from './signed-house.ts'

describe('one byte changed in a sealed payload', () => {
  it('refuses the edition, wherever the byte is', async () => {
    const {house, edition} = await makeSignedHouse()
    await fc.assert(
      fc.asyncProperty(fc.nat(edition.payload.length - 1), async (at) => {
        house.editions = [{...edition, payload: replaceAt(edition.payload, at)}]
        expect(await codes(house)).toEqual(['edition-altered'])
      }),
      {numRuns: 150},
    )
  })

  it('refuses the edition, whichever value it is in, also with the digest made to fit', async () => {
    const {house, edition} = await makeSignedHouse()
    const payload = JSON.parse(edition.payload) as Record<string, unknown>
    const {editionDigest} = await import('../../../../pipeline/approval/edition-digest.ts')
    const found = new Set<string>()
    for (const leaf of leavesOf(payload)) {
      const sealed = await withLeaf(leaf, changed(leaf.value), () => canonicalJson(payload))
      house.editions = [{...edition, payload: sealed}]
      expect(await codes(house)).toEqual(['edition-altered'])
      house.editions = [{...edition, payload: sealed, digest: await editionDigest(sealed)}]
      for (const code of await codes(house)) found.add(code)
    }
    expect([...found].toSorted()).toEqual(['edition-malformed', 'wrong-digest'])
  }, 120_000)

  it('refuses the edition when a field beside the payload is changed, added to or missing', async () => {
    const {house, edition} = await makeSignedHouse()
    for (const field of ['_id', '_type', 'kind', 'article', 'number', 'language', 'digest']) {
      house.editions = [{...edition, [field]: changed(edition[field] as string)}]
      expect([field, (await codes(house)).length]).toEqual([field, 1])
      const {[field]: _, ...rest} = edition
      house.editions = [rest as EditionDocument]
      expect([field, (await codes(house)).length]).toEqual([field, 1])
    }
  })

  it('refuses white space, another order of keys and a repeated key', async () => {
    const {house, edition} = await makeSignedHouse()
    const forms = [
      ` ${edition.payload}`,
      JSON.stringify(JSON.parse(edition.payload), null, 1),
      edition.payload.replace('{', '{"format":1,'),
    ]
    for (const payload of forms) {
      house.editions = [{...edition, payload}]
      expect(await codes(house)).toEqual(['edition-altered'])
    }
  })
})

describe('one byte changed in a statement', () => {
  it('refuses the edition, wherever the byte is', async () => {
    const {house, signOffs} = await makeSignedHouse()
    const [first, second] = signOffs
    await fc.assert(
      fc.asyncProperty(fc.nat(first!.envelope.length - 1), async (at) => {
        house.statements = [{...first!, envelope: replaceAt(first!.envelope, at)}, second!]
        expect(await codes(house)).toEqual(['malformed-proof'])
      }),
      {numRuns: 150},
    )
  })

  it('refuses the edition in every field of the envelope and of the document', async () => {
    const {house, signOffs} = await makeSignedHouse()
    const [first, second] = signOffs
    const envelope = JSON.parse(first!.envelope) as object
    for (const leaf of leavesOf(envelope)) {
      const text = await withLeaf(leaf, changed(leaf.value), () => canonicalJson(envelope))
      house.statements = [{...first!, envelope: text}, second!]
      expect(await codes(house)).toEqual(['malformed-proof'])
    }
    for (const field of ['_id', '_type', 'edition', 'kind', 'envelope']) {
      house.statements = [{...first!, [field]: changed(first![field] as string)}, second!]
      expect([field, (await codes(house)).length]).toEqual([field, 1])
    }
  })

  it('refuses the edition even where enough other sign-offs are left', async () => {
    const {house, edition, signOffs} = await makeSignedHouse()
    const third = await makeKey()
    house.trust.signers.push(makeSigner('eve', ['editor'], [third.key]))
    const extra = await house.sign(third, edition, {role: 'editor'})
    expect((await house.admit()).approved).toHaveLength(1)
    house.statements = [...signOffs, {...extra, envelope: replaceAt(extra.envelope, 40)}]
    expect(await codes(house)).toEqual(['malformed-proof'])
  })
})

describe('one byte changed in an asset', () => {
  it('refuses the edition, wherever the byte is', async () => {
    const {house, edition} = await makeSignedHouse()
    const [{id} = {id: ''}] = (JSON.parse(edition.payload) as {assets: Array<{id: string}>}).assets
    for (let at = 0; at < drawing.length; at++) {
      const bytes = drawing.slice()
      bytes[at] = bytes[at]! ^ 1
      house.assets.set(id, bytes)
      expect(await codes(house)).toEqual(['asset-altered'])
    }
  })
})
