import {beforeAll, describe, expect, it} from 'vitest'

import type {Bundle} from '../../../exports/bundle/bundle.ts'
import type {BundleManifest} from '../../../exports/bundle/bundle-manifest.ts'
import {verifyBundle} from '../../../exports/verify/verify-bundle.ts'
import {makeBundle, makeWorld, now} from '../bundle/world.ts'
import type {TestWorld} from '../bundle/world.ts'
import {repackBundle} from './repack-bundle.ts'

let world: TestWorld
let bundle: Bundle
beforeAll(async () => {
  world = await makeWorld()
  bundle = await makeBundle(world, {id: 'knee', passkey: true})
})

const values = [
  '',
  'null',
  '[]',
  '{}',
  '"text"',
  '{"assets":null}',
  '{"assets":[null]}',
  '{"assets":[{"file":1,"sha256":2}]}',
  '{"assetz":[]}',
  '{"__proto__":{"assets":[]}}',
  '{"payload":"","payloadType":"","signatures":[]}',
  '\ufeff{}',
  '['.repeat(5000),
  '\u0000',
]

describe('evidence that a release key signed and that is nonsense', () => {
  it.each([
    'data/edition.json',
    'data/rights.json',
    'data/trust.dsse.json',
    'data/trust.sig',
    'data/statements/*.dsse.json',
    'data/statements/*.pae',
  ])('is named for `%s`, and never throws', async (pattern) => {
    const [start, end] = pattern.split('*')
    const path = [...bundle.files.keys()].find(
      (one) => one.startsWith(start!) && one.endsWith(end ?? ''),
    )!
    for (const value of values) {
      const zip = await repackBundle(world, bundle, {[path]: value})
      const {ok, faults} = await verifyBundle(zip, world.rootKey, {now})
      expect(ok, value.slice(0, 60)).toBe(false)
      expect(faults.map((fault) => fault.path)).toContain(path)
    }
  })

  it('is named when a whole kind of file is missing', async () => {
    for (const pattern of [/edition/, /rights/, /trust/, /statements/, /./]) {
      const gone = [...bundle.files.keys()].filter(
        (path) => path.startsWith('data/') && pattern.test(path),
      )
      const changes = Object.fromEntries(gone.map((path) => [path, null]))
      const zip = await repackBundle(world, bundle, changes)
      const {faults} = await verifyBundle(zip, world.rootKey, {now})
      expect(faults.length, String(pattern)).toBeGreaterThan(0)
      const none = await repackBundle(world, bundle, changes, (it) => ({...it, statements: []}))
      expect((await verifyBundle(none, world.rootKey, {now})).ok, String(pattern)).toBe(false)
    }
  })

  it('names, as a manifest, what its schema does not accept', async () => {
    for (const edit of [
      {reviewDue: 'soon'},
      {reviewDue: {}},
      {files: []},
      {statements: ['statement.x']},
      {number: 0},
      {more: true},
    ]) {
      const zip = await repackBundle(
        world,
        bundle,
        {},
        (it) => ({...it, ...edit}) as BundleManifest,
      )
      const {faults} = await verifyBundle(zip, world.rootKey, {now})
      expect(
        faults.map(({code}) => code),
        JSON.stringify(edit),
      ).toContain('malformed')
    }
  })
})
