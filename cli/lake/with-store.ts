import {existsSync} from 'node:fs'

import type * as LakeModule from '#lake'
import type {Store} from '#lake'

import {CommandError} from '../fault.ts'
import type {Home} from '../home/paths.ts'
import {lakeHomeOf} from './lake-home.ts'

/**
 * Work on the store's users, tokens and copies.
 *
 * Also while the lake runs: SQLite lets several processes at one file, each write whole, and the lake
 * asks the store anew at every request.
 *
 * @throws `home-missing` where the home has no lake.
 */
export async function withStore<T>(
  home: Home,
  work: (store: Store, lake: typeof LakeModule) => Promise<T> | T,
): Promise<T> {
  const {store: path} = lakeHomeOf(home)
  if (!existsSync(path)) {
    throw new CommandError(
      'home-missing',
      `${home.dir} has no lake: \`npm run marrow -- lake\` makes one`,
    )
  }
  const lake = await import('#lake')
  const store = lake.openSqliteStore(path)
  try {
    return await work(store, lake)
  } finally {
    store.close()
  }
}
