import type {Composition} from '#pipeline'

/** One output file. */
export interface Artifact {
  /** Relative, forward slashes, such as `index.html` or `assets/3f2a.svg`. */
  path: string
  mediaType: string
  bytes: Uint8Array
}

/**
 * What an exporter may ask of the outside. No clock: dates come from the composition.
 */
export interface World {
  /**
   * Read an asset of the composition.
   *
   * @throws When there is no such asset, or its bytes do not have that digest.
   */
  readAsset(sha256: string): Promise<Uint8Array>
}

/**
 * One output format. Pure: equal compositions and options give equal bytes.
 *
 * Adding a format is one folder, one line in `formats/index.ts`, one golden case, one docs row.
 */
export interface Exporter<Options extends object = object> {
  /** Name on the command line, such as `html`. */
  name: string
  mediaTypes: string[]
  /** Changes when the bytes for an equal composition may change. */
  version: string
  defaults: Options
  export(composition: Composition, options: Options, world: World): Promise<Artifact[]>
}
