import sharp, {type Sharp} from 'sharp'

import {assetFault} from './asset-fault.ts'
import {assetLimits} from './asset-limits.ts'

/** Seconds for one picture. */
const seconds = 20

// What is drawn once is kept by the rendition cache; sharp's own would only hold files open.
sharp.cache(false)

/** Open a picture within limits; nothing is decoded before something is asked of it. */
export function openImage(bytes: Uint8Array): Sharp {
  return sharp(bytes, {limitInputPixels: assetLimits.pixels, failOn: 'error'}).timeout({seconds})
}

let running = 0
const waiting: (() => void)[] = []

/** Most pictures at once: each may take 400 MB. */
const mostAtOnce = 2

/**
 * Decode or draw, when it is this picture's turn.
 *
 * @throws {LakeError} `asset-damaged` for a picture that cannot be decoded.
 */
export async function drawn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= mostAtOnce) {
    const {promise, resolve} = Promise.withResolvers<void>()
    waiting.push(resolve)
    await promise
  } else {
    running += 1
  }
  try {
    return await work()
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)
    throw assetFault(400, 'asset-damaged', `The picture cannot be decoded: ${reason}`, cause)
  } finally {
    // The turn goes to the next in line; `running` counts it already.
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}
