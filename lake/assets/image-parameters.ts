import {assetLimits} from './asset-limits.ts'

type Fit = 'clip' | 'crop' | 'fill' | 'fillmax' | 'max' | 'min' | 'scale'
export type OutputFormat = 'avif' | 'jpg' | 'png' | 'webp'

/** How an image is to be drawn. */
export interface ImagePlan {
  /** Part of the original to draw, in its pixels. */
  rect?: {left: number; top: number; width: number; height: number}
  width?: number
  height?: number
  fit: Fit
  /** Which part stays when `fit` cuts. */
  crop: string
  /** With `crop=focalpoint`: from 0 to 1. */
  focus: {x: number; y: number}
  format?: OutputFormat
  isProgressive: boolean
  /** Use WebP where the client takes it. */
  isAuto: boolean
  /** 1 to 100. */
  quality: number
}

/** Longest side of what is drawn, after `dpr`. */
const mostSide = 5000

const fits = new Set(['clip', 'crop', 'fill', 'fillmax', 'max', 'min', 'scale'])
const formats: ReadonlyMap<string, OutputFormat> = new Map([
  ['avif', 'avif'],
  ['jpg', 'jpg'],
  ['pjpg', 'jpg'],
  ['png', 'png'],
  ['webp', 'webp'],
])

/**
 * Read the parameters of an image's address: `w h fit crop fp-x fp-y rect fm auto q dpr`.
 *
 * What makes no sense is left out, as on Sanity's servers; sizes are cut to what may be drawn.
 *
 * @returns Null where the image is asked for as it is.
 * @see https://www.sanity.io/docs/apis-and-sdks/image-urls
 */
export function parseImageParameters(search: URLSearchParams): ImagePlan | null {
  const dpr = Math.min(3, number(search, 'dpr') ?? 1)
  const fit = search.get('fit') ?? 'clip'
  const format = formats.get(search.get('fm') ?? '')
  const plan: ImagePlan = {
    ...side(search, 'w', 'width', dpr),
    ...side(search, 'h', 'height', dpr),
    ...rectOf(search.get('rect')),
    fit: fits.has(fit) ? (fit as Fit) : 'clip',
    crop: search.get('crop') ?? 'center',
    focus: {x: fraction(search, 'fp-x'), y: fraction(search, 'fp-y')},
    ...(format && {format}),
    isProgressive: search.get('fm') === 'pjpg',
    isAuto: search.get('auto') === 'format',
    quality: Math.max(1, Math.min(100, Math.round(number(search, 'q') ?? 75))),
  }
  const isDrawn =
    plan.rect || plan.width || plan.height || plan.format || plan.isAuto || search.has('q')
  return isDrawn ? plan : null
}

/** Write a plan so that equal ones are equal texts. */
export function planKey(plan: ImagePlan): string {
  return JSON.stringify(Object.entries(plan).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function side(
  search: URLSearchParams,
  name: string,
  key: 'width' | 'height',
  dpr: number,
): Partial<Record<'width' | 'height', number>> {
  const value = number(search, name)
  if (value === undefined || value < 1) return {}
  return {[key]: Math.max(1, Math.min(mostSide, Math.round(value * dpr)))}
}

function rectOf(text: string | null): Pick<ImagePlan, 'rect'> {
  const parts = /^(\d{1,6}),(\d{1,6}),(\d{1,6}),(\d{1,6})$/.exec(text ?? '')
  if (!parts) return {}
  const [left = 0, top = 0, width = 0, height = 0] = parts.slice(1).map(Number)
  if (width < 1 || height < 1 || width * height > assetLimits.pixels) return {}
  return {rect: {left, top, width, height}}
}

function fraction(search: URLSearchParams, name: string): number {
  return Math.max(0, Math.min(1, number(search, name) ?? 0.5))
}

/** A number that is plainly written and positive. */
function number(search: URLSearchParams, name: string): number | undefined {
  const text = search.get(name)
  return text !== null && /^\d{1,6}(?:\.\d{1,4})?$/.test(text) ? Number(text) : undefined
}
