import type {Composition, WithdrawalNotice} from '#pipeline'

import type {FigureTarget} from './figure-rights.ts'

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
  /**
   * Draw an asset of the composition as PNG. Absent where nothing can.
   *
   * @param width
   *   Pixels; a smaller picture is drawn as it is, but for one that has no pixels.
   */
  toPng?(sha256: string, width: number): Promise<Uint8Array>
  /**
   * Typeset a document. Absent where nothing can, as in a browser.
   *
   * Equal jobs give equal bytes.
   *
   * @throws `TypesetError` `glyph-missing`, `picture-unreadable`, `typeset-failed`.
   */
  typeset?(job: TypesetJob): Promise<Uint8Array>
  /**
   * The press that paper is printed on. Absent where colours cannot be converted.
   *
   * @param profile
   *   File of the ICC profile of the printing condition, as the printer gives it; null for a
   *   general one.
   */
  press?(profile: string | null): PressWorld
}

/** The inks of a press. */
export interface PressWorld {
  /** ICC profile of the printing condition. */
  profile(): Promise<{name: string; bytes: Uint8Array}>
  /** Turn pixels (sRGB, 3 bytes each) into inks (CMYK, 4 bytes each, 255 is all of an ink). */
  toInks(pixels: Uint8Array): Promise<Uint8Array>
  /** Turn a photograph into a CMYK JPEG that stands upright. */
  toInkJpeg(bytes: Uint8Array): Promise<Uint8Array>
}

/** What a typesetter is given. */
export interface TypesetJob {
  /** File of `exports/typeset/`, without its ending. */
  template: 'article'
  /** What the template reads: plain data. */
  data: object
  /** Pictures that the template may show, by path, such as `/assets/3f2a.svg`. */
  pictures: ReadonlyMap<string, Uint8Array>
  /** Form of PDF that is wanted, such as `a-2a`. */
  standard: string
  /** Forms that it must pass as well; they are made and thrown away. */
  gates: readonly string[]
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
  /** Where its pictures go: the rights that they need; absent where it shows none. */
  figures?: readonly FigureTarget[]
  export(composition: Composition, options: Options, world: World): Promise<Artifact[]>
  /**
   * Write what stands where an edition was taken out. Absent where a format has no such thing.
   *
   * Equal notices and options give equal bytes.
   */
  notice?(notice: WithdrawalNotice, options: Options, world: World): Promise<Artifact[]>
}
