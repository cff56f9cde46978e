import {describe, expect, it} from 'vitest'

import {AttemptLimiter, networkOf} from '../../../lake/access/attempt-limiter.ts'
import {matchesFilter} from '../../../lake/access/document-filter.ts'
import {grantsFor} from '../../../lake/access/grants.ts'
import {hashPassword, isPassword, standardCost} from '../../../lake/access/passwords.ts'
import {roleNames} from '../../../lake/access/roles.ts'
import {createFirstAdministrator, createUser} from '../../../lake/access/users.ts'
import {machineEffects} from '../../../lake/effects.ts'
import {openSqliteStore} from '../../../lake/store/sqlite-store.ts'
import {cheap} from '../http/harness.ts'

const user = {name: 'Ada', email: 'ada@example.com', roles: ['editor']}
const accounts = () => openSqliteStore(':memory:').accounts

describe('passwords', () => {
  it('are kept as scrypt hashes with their parameters and a salt of their own', async () => {
    const hashes = await Promise.all([1, 2].map(() => hashPassword('same', machineEffects, cheap)))
    expect(hashes[0]).toMatch(/^scrypt\$10\$8\$1\$[\w-]{22}\$[\w-]{43}$/)
    expect(hashes[0]).not.toBe(hashes[1])
    for (const hash of hashes) {
      expect(await isPassword('same', hash)).toBe(true)
      expect(await isPassword('other', hash)).toBe(false)
    }
  })

  it('cost 128 MB of memory unless said otherwise', async () => {
    expect(2 ** standardCost.log2N * standardCost.r * 128).toBe(128 * 1024 * 1024)
    const hash = await hashPassword('long enough', machineEffects)
    expect(hash).toMatch(/^scrypt\$17\$8\$1\$/)
    expect(await isPassword('long enough', hash)).toBe(true)
  })

  it('are the same however their accents were typed', async () => {
    const hash = await hashPassword('Z\u00fcrich', machineEffects, cheap)
    expect(await isPassword('Zu\u0308rich', hash)).toBe(true)
  })

  it.each([undefined, '', 'plain', 'scrypt$10$8$1$x$y', 'scrypt$99$99$99$x$y'])(
    'match no broken hash: %s',
    async (hash) => {
      expect(await isPassword('', hash)).toBe(false)
    },
  )
})

describe('users', () => {
  it('are created once per id and email', async () => {
    const store = accounts()
    await createUser(store, {...user, id: 'ada'}, machineEffects)
    const twice = createUser(store, {...user, id: 'ada', email: 'b@example.com'}, machineEffects)
    await expect(twice).rejects.toMatchObject({code: 'user-exists'})
    const same = createUser(store, {...user, email: 'ADA@example.com'}, machineEffects)
    await expect(same).rejects.toMatchObject({code: 'user-exists'})
  })

  it.each([
    [{...user, id: '../x'}, 'user-invalid'],
    [{...user, id: '<anonymous>'}, 'user-invalid'],
    [{...user, email: 'nobody'}, 'user-invalid'],
    [{...user, name: ' '}, 'user-invalid'],
    [{...user, roles: []}, 'role-unknown'],
    [{...user, roles: ['owner']}, 'role-unknown'],
    [{...user, roles: ['__proto__']}, 'role-unknown'],
    [{...user, password: 'too short'}, 'password-weak'],
  ])('are refused: %o', async (wrong, code) => {
    await expect(createUser(accounts(), wrong, machineEffects, cheap)).rejects.toMatchObject({code})
  })

  it('begin with an administrator, whose password is shown once', async () => {
    const store = accounts()
    const first = await createFirstAdministrator(store, machineEffects, cheap)
    expect(first!.password).toMatch(/^[\w-]{20}$/)
    expect(await isPassword(first!.password, store.user('administrator')!.passwordHash)).toBe(true)
    expect(await createFirstAdministrator(store, machineEffects, cheap)).toBeNull()
  })

  it('get their administrator also where somebody without a password has the name', async () => {
    const store = accounts()
    const taken = {...user, id: 'administrator', email: 'administrator@localhost'}
    await createUser(store, taken, machineEffects)
    const first = await createFirstAdministrator(store, machineEffects, cheap)
    expect(first!.user.id).toMatch(/^administrator-[0-9a-f]{8}$/)
    expect(store.user('administrator')!.roles).toEqual(['editor'])
  })
})

describe('the attempt limiter', () => {
  it('forgets failures after the window, whatever the clock does', () => {
    const limiter = new AttemptLimiter({failures: 2, windowMs: 1000})
    limiter.fail('a', 10_000)
    limiter.fail('a', 10_500)
    expect(limiter.waitSeconds('a', 10_600)).toBe(1)
    expect(limiter.waitSeconds('b', 10_600)).toBe(0)
    expect(limiter.waitSeconds('a', 11_000)).toBe(0)
    // set back by an hour
    expect(limiter.waitSeconds('a', 10_600 - 3_600_000)).toBe(0)
  })

  it('remembers no more than ten thousand keys', () => {
    const limiter = new AttemptLimiter({failures: 1, windowMs: 1000})
    for (let at = 0; at < 10_001; at += 1) limiter.fail(`k${at}`, 0)
    expect([limiter.waitSeconds('k0', 1), limiter.waitSeconds('k1', 1)]).toEqual([0, 1])
  })

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['in-process', 'in-process'],
  ])('counts %s as %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})

describe('grants', () => {
  it('parse, and give nobody a change of an edition or a statement', () => {
    for (const {filter, permissions} of grantsFor(roleNames)) {
      for (const _type of ['edition', 'statement']) {
        const matches = matchesFilter(filter, {_id: `${_type}.a`, _type}, 'p1')
        expect(matches && permissions.includes('update')).toBe(false)
      }
    }
  })

  it('know who asks', () => {
    const own = '_id == "note." + identity()'
    expect(matchesFilter(own, {_id: 'note.p1', _type: 'note'}, 'p1')).toBe(true)
    expect(matchesFilter(own, {_id: 'note.p1', _type: 'note'}, 'p2')).toBe(false)
  })
})
