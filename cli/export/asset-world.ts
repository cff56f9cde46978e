import type {World} from '#exports'
import type {ContentSource, SealedAsset} from '#pipeline'
import {sha256Hex} from '#schemas'

import {drawPng} from './draw-png.ts'
import type {Printing} from './printing.ts'

/**
 * Let exporters read the assets of one edition, each checked against its sealed digest, and typeset.
 *
 * @throws When there is no such asset, or its bytes are others than those that were sealed.
 */
export function assetWorld(
  source: Pick<ContentSource, 'asset'>,
  assets: readonly SealedAsset[],
  printing: Printing,
): World {
  const ids = new Map(assets.map(({sha256, id}) => [sha256, id]))
  const readAsset = async (sha256: string): Promise<Uint8Array> => {
    const id = ids.get(sha256)
    if (id === undefined) throw new Error(`The edition has no asset with sha256 ${sha256}`)
    const bytes = await source.asset(id)
    if ((await sha256Hex(bytes)) !== sha256) {
      throw new Error(`The asset ${id} is not the one that was sealed`)
    }
    return bytes
  }
  return {
    ...printing,
    readAsset,
    toPng: async (sha256, width) => drawPng(await readAsset(sha256), width),
  }
}
