import {existsSync} from 'node:fs'
import {join} from 'node:path'

import {assetFileName} from '../sources/sanity-asset.ts'
import {writeDurably} from './durable.ts'
import type {Home} from './paths.ts'

/** Store an asset's bytes untouched. */
export function storeAsset(home: Home, id: string, bytes: Uint8Array): void {
  const path = join(home.assets, assetFileName(id))
  if (!existsSync(path)) writeDurably(path, bytes)
}
