import type {Sharp} from 'sharp'

import type {ImagePlan, OutputFormat} from './image-parameters.ts'
import {drawn, openImage} from './open-image.ts'

/** A picture ready to send. */
export interface Rendition {
  bytes: Uint8Array
  mimeType: string
}

/** What is drawn from. */
export interface Original {
  /** Of an SVG, the text that is served. */
  bytes: Uint8Array
  extension: string
}

interface Box {
  width: number
  height: number
}

/**
 * Draw an image as its address asks.
 *
 * Nothing but pixels goes over: no metadata, no colour profile (colours become sRGB). The same bytes
 * and plan give the same bytes with the same version of libvips. Of an animation, the first frame.
 */
export async function drawImage(original: Original, plan: ImagePlan): Promise<Rendition> {
  return drawn(async () => {
    const {autoOrient} = await openImage(original.bytes).metadata()
    const rect = plan.rect && within(plan.rect, autoOrient)
    let image = openImage(original.bytes).autoOrient()
    if (rect) image = image.extract(rect)
    image = resized(image, rect ?? autoOrient, plan)
    const format = plan.format ?? defaultFormat(original.extension)
    const bytes = await encoded(image, format, plan).toBuffer()
    return {bytes: new Uint8Array(bytes), mimeType: mimeTypes[format]}
  })
}

const mimeTypes: Record<OutputFormat, string> = {
  avif: 'image/avif',
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
}

/** A GIF and a drawing become PNG: both have transparency and sharp edges. */
function defaultFormat(extension: string): OutputFormat {
  if (extension === 'webp') return 'webp'
  return extension === 'jpg' ? 'jpg' : 'png'
}

function encoded(image: Sharp, format: OutputFormat, {quality, isProgressive}: ImagePlan): Sharp {
  if (format === 'png') return image.png({compressionLevel: 9})
  if (format === 'webp') return image.webp({quality})
  // more effort takes many seconds for a large picture
  if (format === 'avif') return image.avif({quality, effort: 2})
  return image
    .flatten({background: '#fff'})
    .jpeg({quality, progressive: isProgressive, mozjpeg: false})
}

function within(
  rect: NonNullable<ImagePlan['rect']>,
  {width, height}: Box,
): NonNullable<ImagePlan['rect']> {
  const left = Math.min(rect.left, width - 1)
  const top = Math.min(rect.top, height - 1)
  return {
    left,
    top,
    width: Math.min(rect.width, width - left),
    height: Math.min(rect.height, height - top),
  }
}

/** Resize as `fit` says. @param from Size of what is drawn. */
function resized(image: Sharp, from: Box, plan: ImagePlan): Sharp {
  const {width, height, fit} = plan
  if (width === undefined && height === undefined) return image
  const isBoth = width !== undefined && height !== undefined
  if (fit === 'scale' && isBoth) return image.resize(width, height, {fit: 'fill'})
  if ((fit === 'crop' || fit === 'min') && isBoth) {
    const box = fit === 'min' ? shrunk({width, height}, from) : {width, height}
    return cropped(image, from, box, plan)
  }
  const isEnlarged = fit === 'clip' || fit === 'fill' || fit === 'scale' || fit === 'crop'
  if ((fit === 'fill' || fit === 'fillmax') && isBoth) {
    const background = '#fff'
    return image.resize(width, height, {
      fit: 'contain',
      background,
      withoutEnlargement: !isEnlarged,
    })
  }
  return image.resize(width ?? null, height ?? null, {
    fit: 'inside',
    withoutEnlargement: !isEnlarged,
  })
}

/** Shrink a box, in its proportions, until the picture covers it without being enlarged. */
function shrunk(box: Box, from: Box): Box {
  const scale = Math.min(1, from.width / box.width, from.height / box.height)
  return {
    width: Math.max(1, Math.round(box.width * scale)),
    height: Math.max(1, Math.round(box.height * scale)),
  }
}

/** Cover the box, then cut where `crop` says. */
function cropped(image: Sharp, from: Box, box: Box, {crop, focus}: ImagePlan): Sharp {
  if (crop === 'entropy') return image.resize(box.width, box.height, {position: 'entropy'})
  const scale = Math.max(box.width / from.width, box.height / from.height)
  const width = Math.max(box.width, Math.round(from.width * scale))
  const height = Math.max(box.height, Math.round(from.height * scale))
  const centre =
    crop === 'focalpoint'
      ? focus
      : {x: sideOf(crop, 'left', 'right'), y: sideOf(crop, 'top', 'bottom')}
  return image.resize(width, height, {fit: 'fill'}).extract({
    left: clamp(Math.round(centre.x * width - box.width / 2), width - box.width),
    top: clamp(Math.round(centre.y * height - box.height / 2), height - box.height),
    ...box,
  })
}

function sideOf(crop: string, low: string, high: string): number {
  const words = crop.split(',')
  if (words.includes(low)) return 0
  return words.includes(high) ? 1 : 0.5
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(most, value))
}
