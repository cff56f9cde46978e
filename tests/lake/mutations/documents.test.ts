import {describe, expect, it} from 'vitest'

import {checkDocumentId} from '../../../lake/mutations/check-id.ts'
import {makeWorld} from './world.ts'

describe('an id', () => {
  it.each(['a', 'A-1_b.c', '_x', 'drafts.a', 'versions.r1.a', 'image-abc-1x1-png', 'edition.a.1'])(
    'may be %s',
    (id) => expect(() => checkDocumentId(id)).not.toThrow(),
  )

  it.each([
    '',
    ' ',
    '../x',
    'a/b',
    '-a',
    '.a',
    'a.',
    'a..b',
    'a\u0000b',
    'é',
    'drafts',
    'drafts.',
    'drafts.drafts.x',
    'drafts.versions.r.x',
    'versions.r1',
    'versions.r1.drafts.x',
    '_.groups.x',
    'x'.repeat(129),
  ])('cannot be %j', async (id) => {
    const {mutate, ids} = await makeWorld()
    expect(() => checkDocumentId(id)).toThrow(expect.objectContaining({status: 400}))
    const create = {createOrReplace: {_id: id, _type: 'note'}}
    if (!id.endsWith('.')) await expect(mutate([create])).rejects.toMatchObject({status: 400})
    expect(ids()).toEqual([])
  })
})

describe('a document', () => {
  const create = async (fields: object) => {
    const {mutate, fields: read} = await makeWorld()
    await mutate([{create: {_id: 'a', _type: 'note', ...fields}}])
    return read('a')
  }

  it('keeps names that objects have as plain data', async () => {
    const odd = JSON.parse('{"constructor": {"prototype": {"x": 1}}, "toString": "y"}') as object
    expect(await create(odd)).toEqual(odd)
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
  })

  it.each([
    ['a type that is no name', {_type: '"><script>'}],
    ['a time that is none', {_createdAt: 'yesterday'}],
    ['a name with half a character', {['\uD83E']: 1}],
    ['a string with half a character', {x: 'a\uDC00'}],
    ['a number that is none', {x: Number.NaN}],
    ['__proto__ deep inside', {x: [JSON.parse('{"__proto__": 1}')]}],
  ])('cannot have %s', async (_name, fields) => {
    await expect(create(fields)).rejects.toMatchObject({status: 400})
  })

  it('may be as deep as in the hosted lake, no deeper', async () => {
    const deep = (levels: number): unknown => (levels === 0 ? 'x' : [{a: deep(levels - 1)}])
    await expect(create({a: deep(19)})).resolves.toBeDefined()
    await expect(create({a: deep(20)})).rejects.toMatchObject({status: 400})
  })

  it('may have as many different attributes, no more', async () => {
    const wide = (count: number) =>
      Object.fromEntries(Array.from({length: count}, (_, i) => [`f${i}`, i]))
    // Five more are the system's.
    await expect(create(wide(994))).resolves.toBeDefined()
    await expect(create(wide(1001))).rejects.toMatchObject({status: 400})
    const items = Array.from({length: 5000}, (_, i) => ({_key: `k${i}`, x: i}))
    await expect(create({items})).resolves.toBeDefined()
  })

  it('may be as large, no larger', async () => {
    await expect(create({text: 'x'.repeat(31_900_000)})).resolves.toBeDefined()
    await expect(create({text: 'x'.repeat(33_000_000)})).rejects.toMatchObject({status: 413})
    await expect(create({text: '漢'.repeat(11_000_000)})).rejects.toMatchObject({status: 413})
  })
})
