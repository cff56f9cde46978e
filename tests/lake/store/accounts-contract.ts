import {expect, it} from 'vitest'

import type {Store} from '../../../lake/store/store.ts'

const at = '2026-11-22T10:00:00Z'

/** What every `Store` must do with users and what lets them in. */
export function accountsContract(store: () => Store): void {
  const ada = {id: 'ada', name: 'Ada', email: 'Ada@x.example', roles: ['editor'], disabled: false}

  it('keeps users, found by email in any case', () => {
    const {accounts} = store()
    accounts.putUser(ada)
    expect(accounts.userByEmail('ADA@x.example')).toEqual(ada)
    accounts.putUser({...ada, passwordHash: 'h', disabled: true})
    expect(accounts.user('ada')).toEqual({...ada, passwordHash: 'h', disabled: true})
    expect(accounts.users()).toHaveLength(1)
    expect(() => accounts.putUser({...ada, id: 'eve', email: 'ada@X.example'})).toThrow(/UNIQUE/)
  })

  it('keeps tokens, revoked once', () => {
    const {accounts} = store()
    accounts.putUser(ada)
    const token = {id: 't', hash: 'h', user: 'ada', label: 'ci', createdAt: at, revokedAt: null}
    accounts.putToken(token)
    expect(accounts.tokenByHash('h')).toEqual(token)
    expect([accounts.revokeToken('t', at), accounts.revokeToken('t', at)]).toEqual([true, false])
    expect(accounts.tokens('ada')[0]?.revokedAt).toBe(at)
    expect(accounts.tokenByHash('other')).toBeUndefined()
    expect(() => accounts.putToken({...token, id: 't2', hash: 'h2', user: 'nobody'})).toThrow(
      /FOREIGN KEY/,
    )
  })

  it('keeps sessions until they expire or are ended', () => {
    const {accounts} = store()
    accounts.putUser(ada)
    const session = (hash: string, expiresAt: string) => ({
      hash,
      user: 'ada',
      createdAt: at,
      expiresAt,
    })
    accounts.putSession(session('h1', '2026-01-01T00:00:00Z'))
    accounts.putSession(session('h2', '2027-01-01T00:00:00Z'))
    expect(accounts.removeExpiredSessions('2026-06-01T00:00:00Z')).toBe(1)
    expect([accounts.sessionByHash('h1'), accounts.sessionByHash('h2')?.user]).toEqual([
      undefined,
      'ada',
    ])
    accounts.removeSessionsOf('ada')
    expect(accounts.sessionByHash('h2')).toBeUndefined()
  })

  it('keeps passkeys, which no other user can take over', () => {
    const {accounts} = store()
    accounts.putUser(ada)
    accounts.putUser({...ada, id: 'eve', email: 'eve@x.example'})
    const passkey = {
      id: 'k',
      user: 'ada',
      publicKey: 'p',
      counter: 0,
      label: 'laptop',
      createdAt: at,
    }
    accounts.putPasskey(passkey)
    accounts.putPasskey({...passkey, counter: 5})
    accounts.putPasskey({...passkey, user: 'eve', counter: 9})
    expect(accounts.passkey('k')).toEqual({...passkey, counter: 5})
    expect(accounts.passkeys('eve')).toEqual([])
    accounts.removePasskey('k')
    expect(accounts.passkeys('ada')).toEqual([])
  })

  it('keeps values per user', () => {
    const {accounts} = store()
    accounts.putUser(ada)
    accounts.setKeyValue('ada', 'sort', {by: ['title']})
    expect(accounts.keyValue('ada', 'sort')).toEqual({by: ['title']})
    expect(accounts.keyValue('ada', 'none')).toBeUndefined()
  })
}
