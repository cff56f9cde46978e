import {describe, expect, it} from 'vitest'

import {checkDiffMatchPatch} from '../../../lake/mutations/check-diff-match-patch.ts'
import {makeWorld} from './world.ts'

describe('a large request', () => {
  it('may not select more documents by query than it may name', async () => {
    const {mutate} = await makeWorld({_id: 'a'})
    const resolveQuery = async () => Array.from({length: 10_001}, (_, i) => `d${i}`)
    await expect(mutate([{delete: {query: '*'}}], {resolveQuery})).rejects.toMatchObject({
      status: 400,
    })
  })

  it('may not write more than 256 MB', async () => {
    const {mutate, ids} = await makeWorld()
    const text = 'x'.repeat(30_000_000)
    const create = (count: number) =>
      Array.from({length: count}, (_, i) => ({create: {_id: `d${i}`, _type: 'note', text}}))
    await expect(mutate(create(9))).rejects.toMatchObject({
      status: 413,
      type: 'transactionTooLargeError',
    })
    expect(ids()).toEqual([])
  })

  it('of many hunks for a long text is refused before it takes long', async () => {
    const text = 'a'.repeat(20_000_000)
    const {mutate} = await makeWorld({_id: 'a', text})
    const hunks = '@@ -10000000,8 +10000000,9 @@\n aaaa\n+b\n aaaa\n'.repeat(400)
    const started = process.cpuUsage()
    await expect(mutate([{patch: {id: 'a', diffMatchPatch: {text: hunks}}}])).rejects.toMatchObject(
      {status: 400, type: 'patchTooCostlyError'},
    )
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(1500)
  })

  it('says what it will cost before it looks for its text', () => {
    const spent: number[] = []
    const patch = '@@ -1,3 +1,3 @@\n-abc\n+xyz\n'
    checkDiffMatchPatch(patch, 'abc', 'exact', (characters) => spent.push(characters))
    expect(spent).toEqual([3])
  })
})
