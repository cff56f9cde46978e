import {beforeEach, describe, expect, it} from 'vitest'

import {testLake} from '../http/harness.ts'
import type {TestLake} from '../http/harness.ts'
import {data} from './matrix-world.ts'

describe.each(['medical-expert', 'publisher'] as const)('review notes of a %s', (role) => {
  let test: TestLake

  beforeEach(async () => {
    test = await testLake()
    return () => test.close()
  })

  const mutate = async (who: typeof role | 'editor' | 'viewer', mutation: unknown) => {
    const body = {mutations: [mutation]}
    const path = `${data}/mutate/production`
    return (await test.request(path, {method: 'POST', token: test.tokens[who], body})).status
  }
  const own = {_id: 'note.1', _type: 'reviewNote', author: `p-${role}`, state: 'open'}

  it('are theirs to write and to settle', async () => {
    expect(await mutate(role, {create: own})).toBe(200)
    expect(await mutate(role, {patch: {id: own._id, set: {state: 'settled'}}})).toBe(200)
  })

  it('are written in nobody else’s name, and those of others stay as they are', async () => {
    expect(await mutate(role, {create: {...own, author: 'p-editor'}})).toBe(403)
    expect(await mutate('editor', {create: {...own, author: 'p-editor'}})).toBe(200)
    expect(await mutate(role, {patch: {id: own._id, set: {state: 'settled'}}})).toBe(403)
    expect(await mutate(role, {patch: {id: own._id, set: {author: `p-${role}`}}})).toBe(403)
  })

  it('turn into nothing else', async () => {
    expect(await mutate(role, {create: own})).toBe(200)
    expect(await mutate(role, {createOrReplace: {...own, _type: 'article'}})).not.toBe(200)
    expect(await mutate(role, {patch: {id: own._id, set: {author: 'p-editor'}}})).toBe(403)
  })

  it('are accepted by an editor, and not even read by a viewer', async () => {
    expect(await mutate(role, {create: own})).toBe(200)
    expect(await mutate('editor', {patch: {id: own._id, set: {state: 'accepted'}}})).toBe(200)
    expect(await mutate('viewer', {patch: {id: own._id, set: {state: 'open'}}})).toBe(403)
    const read = (who: typeof role | 'viewer') =>
      test.request(`${data}/query/production?query=*[_type=="reviewNote"]._id`, {
        token: test.tokens[who],
      })
    expect(await (await read(role)).json()).toMatchObject({result: [own._id]})
    expect(await (await read('viewer')).json()).toMatchObject({result: []})
  })
})
