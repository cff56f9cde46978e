import {join} from 'node:path'

import type {Home} from '../home/paths.ts'

/** What clients call the one project of a home's lake, and its dataset. */
export const lakeProject = 'local'
export const lakeDataset = 'production'

/** Where a home keeps its lake; its assets are the home's own. */
export interface LakeHome {
  dir: string
  /** The store. */
  store: string
  /** Where a running lake says how it is reached. */
  running: string
}

export function lakeHomeOf(home: Home): LakeHome {
  const dir = join(home.dir, 'lake')
  return {dir, store: join(dir, 'lake.sqlite'), running: join(dir, 'running.json')}
}
