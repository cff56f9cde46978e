import type {FigureUse} from '#pipeline'
import {compareText} from '#schemas'

import type {Artifact, World} from './exporter.ts'

/** Read the picture of each figure once, in order of its path, as artifacts. */
export async function readPictures(
  figures: readonly FigureUse[],
  world: World,
): Promise<Artifact[]> {
  const assets = new Map(figures.map(({asset}) => [asset.path, asset]))
  const paths = [...assets.keys()].toSorted(compareText)
  return Promise.all(
    paths.map(async (path) => {
      const {mediaType, sha256} = assets.get(path)!
      return {path, mediaType, bytes: await world.readAsset(sha256)}
    }),
  )
}
