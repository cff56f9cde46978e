import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {issueToken, revokeToken} from '../../../lake/access/tokens.ts'
import {testLake} from '../http/harness.ts'
import type {TestLake} from '../http/harness.ts'

const isLong = process.env['MARROW_LONG'] === '1'
const guesses = isLong ? 100_000 : 2000
const addresses = isLong ? 50 : 10

let test: TestLake
beforeAll(async () => {
  test = await testLake()
})
afterAll(() => test.close())

const ask = async (token: string, address: string) => {
  const response = await test.request('/v1/users/me', {token, address})
  return {status: response.status, text: await response.text()}
}
const guess = (at: number) =>
  `mt_${Buffer.from(`guess ${at}`.padEnd(32, '.')).toString('base64url')}`

describe('guessing tokens', () => {
  it(`stops at ten a minute and address, for ${guesses} guesses`, async () => {
    const seen = new Map<string, number>()
    let refusedGood = 0
    for (let at = 0; at < guesses; at += 1) {
      const address = `198.51.100.${at % addresses}`
      const {status, text} = await ask(guess(at), address)
      const key = `${status} ${text}`
      seen.set(key, (seen.get(key) ?? 0) + 1)
      // who has a good token is not slowed down, at the attacker's own address
      if (at % 97 === 0 && (await ask(test.tokens.viewer, address)).status !== 200) refusedGood += 1
    }
    const counts = [...seen].map(([key, count]) => [key.slice(0, 3), count])
    expect(counts).toEqual([
      ['401', 10 * addresses],
      ['429', guesses - 10 * addresses],
    ])
    expect(refusedGood).toBe(0)
  })

  it('cannot tell a token that was revoked from one that never was', async () => {
    const {accounts} = test.store
    const {token, record} = issueToken(accounts, {user: 'p-editor', label: 'x'}, test.effects)
    revokeToken(accounts, record.id, test.effects)
    const times: Record<'revoked' | 'unknown' | 'malformed', number[]> = {
      revoked: [],
      unknown: [],
      malformed: [],
    }
    const texts = new Set<string>()
    for (let at = 0; at < 300; at += 1) {
      test.pass(61_000)
      for (const [kind, candidate] of [
        ['revoked', token],
        ['unknown', guess(at)],
        ['malformed', 'x'],
      ] as const) {
        const start = performance.now()
        texts.add((await ask(candidate, `203.0.113.${at % 250}`)).text)
        times[kind].push(performance.now() - start)
      }
    }
    expect(texts.size).toBe(1)
    const medians = Object.values(times).map((list) => list.toSorted((a, b) => a - b)[150]!)
    expect(Math.max(...medians) - Math.min(...medians)).toBeLessThan(1)
  })
})
