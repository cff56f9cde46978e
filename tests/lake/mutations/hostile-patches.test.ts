import {makePatches, stringifyPatches} from '@sanity/diff-match-patch'
import fc from 'fast-check'
import {describe, expect, it} from 'vitest'

import {makeWorld, refusal} from './world.ts'

const runs = process.env['MARROW_LONG'] ? 20_000 : 150

/** Patch a document with a long array, and say what that took. */
async function attack(patch: object, items: number) {
  const big = Array.from({length: items}, (_, i) => ({_key: `k${i}`, x: 'v'}))
  const world = await makeWorld({_id: 'a', arr: [1, 2, 3], big, text: 'abc'})
  const before = world.document('a')
  const memory = process.memoryUsage().rss
  const started = process.cpuUsage()
  const error: unknown = await world.mutate([{patch: {id: 'a', ...patch}}]).then(
    () => undefined,
    (cause: unknown) => cause,
  )
  return {
    error,
    // Of the processor: other tests run beside this one.
    ms: process.cpuUsage(started).user / 1000,
    mebibytes: (process.memoryUsage().rss - memory) / 2 ** 20,
    isUntouched: JSON.stringify(world.document('a')) === JSON.stringify(before),
  }
}

/** Values as deep as the text inside would be, `depth` objects around it. */
function nest(depth: number): unknown {
  let value: unknown = 'x'
  for (let i = 0; i < depth; i += 1) value = {a: value}
  return value
}

/** Make a patch; none where the library would cut a character in half. */
function patchOf(from: string, to: string): string {
  try {
    return stringifyPatches(makePatches(from, to))
  } catch (error) {
    expect(error).toBeInstanceOf(URIError)
    return ''
  }
}

describe('a hostile patch is refused in bounded time and memory', () => {
  const text = (length: number, part: string) => part.repeat(length)
  it.each<[string, object, number?]>([
    ['a huge index', {set: {'arr[999999999]': 1}}],
    ['a huge index from the end', {set: {'arr[-999999999]': 1}}],
    ['an index beyond numbers', {set: {[`arr[${text(400, '9')}]`]: 1}}],
    ['an index that is no whole number', {set: {'arr[1.5]': 1}}],
    ['a huge range', {unset: ['arr[0:999999999]']}],
    ['a huge range from the end', {unset: ['arr[-999999999:-1]']}],
    ['a range that is empty, which the engine takes for all', {unset: ['arr[0:0]']}],
    ['a range from behind', {unset: ['arr[3:1]']}],
    ['a range with a step', {unset: ['arr[0:10:2]']}],
    ['a range without ends', {unset: ['arr[:]']}],
    ['ranges in ranges', {set: {'big[0:100].a[0:100].b[0:100]': 1}}],
    ['a long range before the last step', {set: {'big[0:20000].x': 1}}],
    ['an open range before the last step', {set: {'big[0:].x': 1}}],
    ['20,000 steps', {set: {[`a${text(20_000, '.b')}`]: 1}}],
    ['100 steps', {set: {[`a${text(100, '.b')}`]: 1}}],
    ['2,000 conditions', {set: {[`big${text(2000, '[_key=="x"]')}`]: 1}}],
    ['2,000 unions', {unset: [`big${text(200, '[0,1]')}`]}],
    ['several ..', {set: {'..a..b..c': 1}}],
    ['nested brackets', {set: {'big[a[b[c]]]': 1}}],
    ['brackets that do not match', {set: {'big[0': 1}}],
    ['quotes that do not match', {set: {'big[_key=="x]': 1}}],
    ['no path', {set: {'': 1}}],
    ['nonsense', {set: {'!!{}': 1}}],
    ['__proto__', {set: {'__proto__.admin': true}}],
    ['__proto__ in quotes', {set: {"['__proto__'].admin": true}}],
    ['__proto__ with escapes', {set: {"['__pro\\to__'].admin": true}}],
    ['a value with __proto__', {set: {a: JSON.parse('{"__proto__": {"admin": true}}')}}],
    ['a value with hasOwnProperty', {set: {'a.hasOwnProperty': true}}],
    ['a value 10,000 deep', {set: {a: nest(10_000)}}],
    ['a value 30 deep', {set: {a: nest(30)}}],
    [
      '10,000 searches of a long array',
      {unset: Array.from({length: 10_000}, (_, i) => `big[_key=="k${i}"]`)},
      20_000,
    ],
    ['a change of every item of a long array', {set: {'big[x=="v"].y': 1}}, 20_000],
    ['a megabyte in every item', {set: {'big[0:100].y': text(1_000_000, 'x')}}],
    ['infinity', {set: {a: Infinity}}],
    ['half a character', {set: {a: '\uD83E'}}],
    [
      'more attributes than a document may have',
      {set: {o: Object.fromEntries(Array.from({length: 1001}, (_, i) => [`f${i}`, 1]))}},
    ],
  ])('%s', async (_name, patch, items = 1000) => {
    const {error, ms, mebibytes, isUntouched} = await attack(patch, items)
    expect(error).toMatchObject({name: 'LakeError'})
    expect([400, 413]).toContain((error as {status: number}).status)
    expect(isUntouched).toBe(true)
    expect(ms).toBeLessThan(2500)
    expect(mebibytes).toBeLessThan(300)
  })

  it('also when it overflows a sum', async () => {
    const {mutate} = await makeWorld({_id: 'a', n: 1e308})
    await expect(mutate([{patch: {id: 'a', inc: {n: 1e308}}}])).rejects.toMatchObject({status: 400})
  })

  it('also when it grows deeper and deeper', async () => {
    const {mutate} = await makeWorld({_id: 'a'})
    const deeper = Array.from({length: 300}, () => ({
      patch: {id: 'a', setIfMissing: {a: {}}, set: {'..a': {b: nest(50)}}},
    }))
    const error = await mutate(deeper).catch((cause: unknown) => cause)
    expect(error).toMatchObject({status: 400})
  })
})

describe('a diffMatchPatch', () => {
  const apply = async (before: string, patch: string, options: object = {}) => {
    const {mutate, fields} = await makeWorld({_id: 'a', text: before})
    const diffMatchPatch = {text: patch}
    await mutate([{patch: {id: 'a', diffMatchPatch, ...options}}])
    return fields('a')?.['text']
  }

  it.each([
    ['garbage', 'abc', 'hello'],
    ['a broken header', 'abc', '@@ -1,x +1,3 @@\n-abc\n+xyz\n'],
    ['a broken escape', 'abc', '@@ -1,3 +1,3 @@\n-abc\n+%zz\n'],
    ['half a character by escape', 'abc', '@@ -1,3 +1,3 @@\n-abc\n+%ED%A0%BE\n'],
    ['too many hunks', 'abc', '@@ -1,3 +1,3 @@\n-abc\n+abc\n'.repeat(600)],
  ])('that is %s is refused with 400', async (_name, before, patch) => {
    await expect(apply(before, patch)).rejects.toMatchObject({status: 400})
  })

  it('of another text is refused with 409, though the engine would apply it', async () => {
    const wrong = '@@ -1,3 +1,3 @@\n-zzz\n+yyy\n'
    for (const options of [{}, {ifRevisionID: 'first'}]) {
      await expect(apply('abc', wrong, options)).rejects.toMatchObject(
        refusal(409, 'diffMatchPatchConflictError') as object,
      )
    }
  })

  it('finds its text where it has moved to', async () => {
    const patch = stringifyPatches(makePatches('the dose is 5 mg', 'the dose is 50 mg'))
    expect(await apply('Note: the dose is 5 mg', patch)).toBe('Note: the dose is 50 mg')
  })

  it('never leaves half a character, whatever the texts', {timeout: 600_000}, async () => {
    const unit = fc.constantFrom('a', 'b', ' ', 'é', '😀', '😁', '\u{1F9A0}', 'œ', '\uFE0F', '漢')
    const words = fc.string({unit, maxLength: 60})
    await fc.assert(
      fc.asyncProperty(words, words, words, async (from, to, other) => {
        const patch = patchOf(from, to)
        fc.pre(patch !== '')
        // On its own text it comes to what was meant.
        const done = await apply(from, patch)
        expect(done).toBe(to)
        const {act, fields} = await makeWorld({_id: 'drafts.a', text: other})
        const edit = {draftId: 'drafts.a', publishedId: 'a', patch: {diffMatchPatch: {text: patch}}}
        await act([{actionType: 'sanity.action.document.edit', ...edit}]).catch(() => undefined)
        expect(String(fields('drafts.a')?.['text']).isWellFormed()).toBe(true)
      }),
      {numRuns: runs, seed: 20_261_122},
    )
  })
})
