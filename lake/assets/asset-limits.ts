/** What an upload may take. */
export interface AssetLimits {
  /** Of an image, which is decoded in memory. */
  imageBytes: number
  /** Of any other file, which is only copied. */
  fileBytes: number
  /** Width times height: decoded, 100 million take 400 MB. */
  pixels: number
  /** Of a drawing, which is parsed. */
  svgBytes: number
}

export const assetLimits: AssetLimits = {
  imageBytes: 64 * 1024 * 1024,
  fileBytes: 512 * 1024 * 1024,
  pixels: 100_000_000,
  svgBytes: 5 * 1024 * 1024,
}
