import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {afterEach, beforeAll, beforeEach} from 'vitest'

import type {Bundle} from '../../../../exports/bundle/bundle.ts'
import {makeBundle, makeWorld} from '../../bundle/world.ts'
import type {TestWorld} from '../../bundle/world.ts'
import {serveFolder, type FolderServer} from './serve-folder.ts'
import {SmallRepository} from './small-repository.ts'

/** A publisher with three bundles, two of them of one article. */
interface Bundles {
  world: TestWorld
  knee: Bundle
  knee2: Bundle
  hip: Bundle
}

/** What each test has: a repository of its own, served, and a place to pull into. */
export interface Press extends Bundles {
  root: string
  /** In `root`; not made yet. */
  dir: string
  repository: SmallRepository
  server: FolderServer
}

/**
 * Give each test of a file a press; the bundles are made once.
 *
 * @param published What is out at the start.
 * @param kneeChanges To the first edition of `knee`.
 * @returns The press of the test that runs.
 */
export function usePress(
  published: ReadonlyArray<'knee' | 'hip'>,
  kneeChanges: {passkey?: boolean} = {},
): () => Press {
  let bundles: Bundles
  let press: Press
  beforeAll(async () => {
    const world = await makeWorld()
    bundles = {
      world,
      knee: await makeBundle(world, {id: 'knee', ...kneeChanges}),
      knee2: await makeBundle(world, {id: 'knee', number: 2, text: 'Rest and ice.'}),
      hip: await makeBundle(world, {id: 'hip'}),
    }
  })
  beforeEach(async () => {
    const root = mkdtempSync(join(tmpdir(), 'marrow-press-'))
    const repository = new SmallRepository(join(root, 'repository'), bundles.world)
    await repository.publish(...published.map((name) => bundles[name]))
    const server = await serveFolder(repository.dir)
    press = {...bundles, root, dir: join(root, 'pulled'), repository, server}
  })
  afterEach(async () => {
    await press.server.close()
    rmSync(press.root, {recursive: true, force: true})
  })
  return () => press
}
