import type {Artifact} from '#exports'

/** How the words of a format are read back. */
export interface FormatReader {
  /** Name of the exporter. */
  name: string
  /** Every word of the article in reading order; white space does not count. */
  read(artifacts: readonly Artifact[]): Promise<string> | string
  /**
   * What else may stand between the words of the page, such as citation numbers. Matched against
   * each gap with its white space taken out.
   */
  furniture: RegExp
  /**
   * Lines whose order cannot be read back, such as those that run both ways: only their letters are
   * compared.
   */
  unordered?: RegExp
}

/** Numbers of citations with their places, such as `1(p.12),4`, and the point behind them. */
export const citationNumbers = String.raw`\d+(?:\([^)]*\))?(?:,\d+(?:\([^)]*\))?)*\p{P}*`
