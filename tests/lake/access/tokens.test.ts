import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {issueToken, revokeToken} from '../../../lake/access/tokens.ts'
import {setRoles} from '../../../lake/access/users.ts'
import {testLake} from '../http/harness.ts'
import type {TestLake} from '../http/harness.ts'

let test: TestLake
beforeEach(async () => {
  test = await testLake()
})
afterEach(() => test.close())

const whoIs = async (token: string | undefined) => {
  const response = await test.request('/v1/users/me', {token})
  return response.status === 200 ? ((await response.json()) as {id: string}).id : response.status
}

describe('tokens', () => {
  it('are kept only as hashes', () => {
    const kept = JSON.stringify(test.store.accounts.tokens())
    for (const token of Object.values(test.tokens)) expect(kept).not.toContain(token)
    expect(test.store.accounts.tokens()[0]!.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('die when revoked, and by nothing else of the same user', async () => {
    const {accounts} = test.store
    const [one, two] = [1, 2].map((at) =>
      issueToken(accounts, {user: 'p-editor', label: `n${at}`}, test.effects),
    )
    revokeToken(accounts, one!.record.id, test.effects)
    expect([await whoIs(one!.token), await whoIs(two!.token)]).toEqual([401, 'p-editor'])
    expect(() => revokeToken(accounts, one!.record.id, test.effects)).toThrow(/no live token/)
  })

  it('count only whole, in the header, and by their own kind', async () => {
    const token = test.tokens.editor
    for (const wrong of [
      token.slice(0, -1),
      `${token}x`,
      token.toUpperCase(),
      token.replace('mt_', 'ms_'),
      token.slice(3),
      `${token}%00`,
    ]) {
      expect(await whoIs(wrong)).toBeGreaterThanOrEqual(401)
      test.pass(61_000)
    }
    expect((await test.request(`/v1/users/me?token=${token}`)).status).toBe(401)
    const cookie = {headers: {cookie: `sanitySession=${token}`}}
    expect((await test.request('/v1/users/me', cookie)).status).toBe(401)
  })

  it('end a stream when they are revoked, or when the roles change', async () => {
    const {accounts} = test.store
    const changes: [string, () => void][] = [
      [
        test.tokens.viewer,
        () => revokeToken(accounts, accounts.tokens('p-viewer')[0]!.id, test.effects),
      ],
      [test.tokens.editor, () => setRoles(accounts, 'p-editor', ['viewer'])],
    ]
    for (const [token, change] of changes) {
      const response = await test.request('/v1/data/listen/production?query=*', {token})
      const reader = response.body!.getReader()
      await reader.read()
      change()
      await test.request('/v1/data/mutate/production', {
        method: 'POST',
        token: test.tokens.administrator,
        body: {mutations: [{create: {_type: 'secret'}}]},
      })
      let heard = ''
      for (;;) {
        const {done, value} = await reader.read()
        if (done) break
        heard += new TextDecoder().decode(value)
      }
      expect(heard).not.toContain('secret')
    }
  })

  it('show each user their own values only', async () => {
    const put = {method: 'PUT', token: test.tokens.editor, body: [{key: 'k', value: {a: 1}}]}
    expect((await test.request('/v1/users/me/keyvalue', put)).status).toBe(200)
    const read = async (token: string) =>
      (await test.request('/v1/users/me/keyvalue/k,other', {token})).json()
    expect(await read(test.tokens.editor)).toEqual([
      {key: 'k', value: {a: 1}},
      {key: 'other', value: null},
    ])
    expect(await read(test.tokens.administrator)).toMatchObject([{value: null}, {value: null}])
  })

  it('say of others no more than a name', async () => {
    const token = test.tokens.viewer
    const response = await test.request('/v1/users/p-editor,p-administrator,nobody', {token})
    expect(await response.json()).toEqual([
      {id: 'p-editor', displayName: 'The editor', imageUrl: null},
      {id: 'p-administrator', displayName: 'The administrator', imageUrl: null},
    ])
  })
})
