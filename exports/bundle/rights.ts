import type {FigureUse, Publication} from '#pipeline'
import {canonicalJson, compareText} from '#schemas'

import {BundleError} from './bundle-error.ts'
import type {BundleFile} from './bundle-manifest.ts'

type Licence = FigureUse['licence']

/** Rights in one asset of a bundle. */
export interface AssetRights {
  /** Path in the bag. */
  file: string
  sha256: string
  mediaType: string
  /** Id of the figure; null where the edition records no rights, as for a portrait. */
  figure: string | null
  credit: string | null
  licence: Licence | null
  /** Where it may go; empty where nothing is recorded. */
  uses: FigureUse['uses']
  /** Calendar day after which it may not be shown; null for no end. */
  rightsExpire: string | null
}

/** `data/rights.json`. */
interface Rights {
  format: 1
  /** Licence of each page's text, by folder below `data/`. */
  text: Array<{folder: string; licence: Licence | null}>
  assets: AssetRights[]
}

/**
 * Write `rights.json`: each asset of the artifacts with its credit, licence, uses and end.
 *
 * @param pages
 *   Publications with their folder below `data/`.
 * @param files
 *   Artifacts as they lie in the bag.
 * @param sealed
 *   Digests of the edition's assets: nothing else may be shown.
 * @throws `BundleError` `asset-altered` for an asset that has other bytes than were sealed.
 */
export function rightsJson(
  pages: ReadonlyArray<{folder: string; publication: Publication}>,
  files: readonly BundleFile[],
  sealed: ReadonlySet<string>,
): string {
  const figures = new Map<string, FigureUse>()
  for (const {folder, publication} of pages) {
    const used = Object.values(publication.figures)
    for (const figure of publication.leadFigure ? [publication.leadFigure, ...used] : used) {
      figures.set(bagPath(folder, figure.asset.path), figure)
    }
  }

  const assets = files
    .filter(
      (file) => figures.has(file.path) || /^(?:image|font|audio|video)\//.test(file.mediaType),
    )
    .map((file) => assetRights(file, figures.get(file.path), sealed))
    .toSorted((a, b) => compareText(a.file, b.file))
  const text = pages.map(({folder, publication}) => ({folder, licence: publication.licence}))
  return canonicalJson({format: 1, text, assets} satisfies Rights)
}

/** Path in the bag of a page's artifact. */
export function bagPath(folder: string, path: string): string {
  return folder === '' ? `data/${path}` : `data/${folder}/${path}`
}

function assetRights(
  file: BundleFile,
  figure: FigureUse | undefined,
  sealed: ReadonlySet<string>,
): AssetRights {
  if (!sealed.has(file.sha256) || (figure && figure.asset.sha256 !== file.sha256)) {
    throw new BundleError(
      'asset-altered',
      file.path,
      'has other bytes than the sealed asset; export again from the stored asset',
    )
  }
  const {path, sha256, mediaType} = file
  return {
    file: path,
    sha256,
    mediaType,
    figure: figure?.id ?? null,
    credit: figure?.credit ?? null,
    licence: figure?.licence ?? null,
    uses: figure?.uses ?? [],
    rightsExpire: figure?.rightsExpire ?? null,
  }
}
