import {cpSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {beforeEach, describe, expect, it} from 'vitest'

import type {Bundle} from '../../../../exports/bundle/bundle.ts'
import type {PullCode} from '../../../../exports/delivery/client/pull-error.ts'
import type {LiveEntry} from '../../../../exports/repository/format/entries.ts'
import type {RepositoryHead} from '../../../../exports/repository/format/head.ts'
import {makeKey} from '../../../pipeline/approval/test-keys.ts'
import {makeWorld, worldWith} from '../../bundle/world.ts'
import type {TestWorld} from '../../bundle/world.ts'
import {snapshot} from './folder-snapshot.ts'
import {usePress, type Press} from './press.ts'
import {pullOnce} from './puller.ts'
import {SmallRepository} from './small-repository.ts'

const head = 'audiences/all/head.dsse.json'

const press = usePress(['knee'])
let {world, knee, knee2, hip, root, dir, repository, server} = {} as Press
beforeEach(() => {
  ;({world, knee, knee2, hip, root, dir, repository, server} = press())
})

const pullIt = (now?: string) =>
  pullOnce({from: server.url, dir, rootKey: world.rootKey, ...(now && {now})})

/** Pull, do something to the repository, and pull again: nothing in the folder may change. */
async function codeAfter(change: () => unknown, now?: string): Promise<PullCode[]> {
  expect((await pullIt()).faults).toEqual([])
  await change()
  const before = snapshot(dir)
  const {faults} = await pullIt(now)
  expect(snapshot(dir)).toEqual(before)
  return faults.map(({code}) => code)
}

function edit(path: string, change: (text: string) => string): void {
  const place = join(repository.dir, path)
  writeFileSync(place, change(readFileSync(place, 'utf8')))
}

/** Put the repository back to what it was before something was done, without its memory. */
async function rolledBack(change: () => Promise<void>): Promise<void> {
  const old = join(root, 'old')
  cpSync(repository.dir, old, {recursive: true})
  await change()
  await pullIt()
  cpSync(old, repository.dir, {recursive: true})
}

const withHead = async (changes: Partial<RepositoryHead>): Promise<void> => {
  await repository.refresh(changes)
}

const lies: Array<[what: string, code: PullCode, change: () => unknown, now?: string]> = [
  [
    'an old head, with all that belonged to it',
    'head-older',
    () => rolledBack(() => repository.publish(hip)),
  ],
  [
    'another head under a version that was seen',
    'head-differs',
    () => withHead({version: 1, ledger: {seq: 9, hash: 'cd'.repeat(32)}}),
  ],
  ['a head that ran out', 'head-expired', () => undefined, '2026-06-08T12:05:01.000Z'],
  [
    'a head that is to be good for ever',
    'head-expired',
    () => withHead({expires: '9999-01-01T00:00:00.000Z'}),
  ],
  ['the head of another audience', 'wrong-audience', () => withHead({audience: 'hip.en'})],
  [
    'an older index under a newer head',
    'index-older',
    async () => {
      const {index} = repository.head!
      await repository.publish(hip)
      await pullIt()
      await withHead({index})
    },
  ],
  [
    'a feed that became shorter',
    'feed-older',
    async () => {
      await repository.publish(hip)
      await pullIt()
      repository.events.pop()
      await repository.refresh()
    },
  ],
  [
    'another index than the head names',
    'index-differs',
    async () => {
      await repository.publish(hip)
      edit('audiences/all/index/2.dsse.json', (text) =>
        text.replace('"payload":"e', '"payload":"f'),
      )
    },
  ],
  [
    'an index that does not follow from the feed',
    'feed-differs',
    async () => {
      repository.entries = []
      await repository.tell([{type: 'published', entry: await entryOf(hip)}])
    },
  ],
  [
    'an event that is missing',
    'feed-broken',
    async () => {
      await repository.publish(hip, knee2)
      edit('audiences/all/feed/1.ndjson', (text) => text.split('\n').toSpliced(1, 1).join('\n'))
    },
  ],
  [
    'an event that was edited',
    'feed-broken',
    async () => {
      await repository.publish(hip)
      edit('audiences/all/feed/1.ndjson', (text) =>
        text.replace('"type":"published"', '"type":"rebuilt"'),
      )
    },
  ],
  [
    'a past that was written anew',
    'feed-broken',
    async () => {
      repository.events = []
      await repository.tell([{type: 'rebuilt', entry: await entryOf(knee)}])
      await repository.publish(hip)
    },
  ],
  [
    'a head signed by a stranger',
    'wrong-key',
    async () => {
      const {key, sign} = await makeKey()
      await repository.refresh({}, {keyid: key.keyid, sign})
    },
  ],
  [
    'a head with a changed signature',
    'bad-signature',
    async () => {
      await repository.refresh()
      edit(head, (text) => text.replace(/"sig":"(.)/, (_, c) => `"sig":"${c === 'A' ? 'B' : 'A'}`))
    },
  ],
  [
    'a trust file of another root key',
    'wrong-key',
    async () => {
      const {trustText} = await makeWorld()
      repository.write('trust.dsse.json', trustText)
    },
  ],
  [
    'a release key that was compromised',
    'revoked-key',
    async () => {
      const [release] = world.trust.release
      const revoked = {at: '2026-05-01T00:00:00.000Z', because: 'compromised' as const}
      await trustWith({version: 2, release: [{...release!, revoked}]})
    },
  ],
  [
    'an older trust file',
    'trust-older',
    async () => {
      await trustWith({version: 2})
      await pullIt()
      await trustWith({version: 1})
    },
  ],
  [
    'another trust file under a version that was seen',
    'trust-differs',
    () => trustWith({issued: '2026-05-01T00:00:00.000Z'}),
  ],
  [
    'a trust file older than the head needs',
    'trust-older',
    () => withHead({trust: {version: 2, digest: 'ab'.repeat(32)}}),
  ],
  ['a root that is held back', 'root-older', () => withHead({root: {version: 2}})],
  ['a head that is no canonical JSON', 'malformed', () => edit(head, (text) => `${text} `)],
  [
    'a head without end',
    'too-large',
    () => {
      server.trick = (path, _, response) => {
        if (path !== head) return false
        const more = (): void => {
          if (!response.destroyed) response.write('x'.repeat(65_536), more)
        }
        more()
        return true
      }
    },
  ],
  [
    'a way to another server',
    'redirected',
    () => {
      server.trick = (path, _, response) => {
        response.writeHead(302, {location: `http://192.0.2.1/${path}`}).end()
        return true
      }
    },
  ],
  [
    'ways without end',
    'redirected',
    () => {
      server.trick = (path, _, response) => {
        response.writeHead(302, {location: `/${path}x`}).end()
        return true
      }
    },
  ],
  [
    'a server that answers nothing but errors',
    'unreachable',
    () => {
      server.trick = (_, __, response) => {
        response.writeHead(500).end()
        return true
      }
    },
  ],
]

async function trustWith(changes: Partial<TestWorld['trust']>): Promise<void> {
  repository.world = await worldWith(world, {...world.trust, ...changes})
  await repository.refresh()
}

async function entryOf(bundle: Bundle): Promise<LiveEntry> {
  const other = new SmallRepository(join(root, 'other'), world)
  await other.publish(bundle)
  return other.entries[0] as LiveEntry
}

describe('pull refuses, and leaves everything as it is', () => {
  it.each(lies)('%s: %s', async (_, code, change, now) => {
    expect(await codeAfter(change, now)).toEqual([code])
  })

  it('but takes a head that ran out less than five minutes ago', async () => {
    expect(await codeAfter(() => undefined, '2026-06-08T12:05:00.000Z')).toEqual([])
  })
})
