import {readFile} from 'node:fs/promises'

import {TypesetError, type PressWorld} from '#exports'

/** Said of the profile that comes with libvips: made by Graeme Gill, in the public domain. */
const builtIn = 'Chemical proof (comes with libvips); ask your printer for the profile of the press'

/**
 * Convert colours with sharp.
 *
 * @param path
 *   ICC profile of the printing condition, as the printer gives it; null for that of libvips,
 *   which is good for a proof only.
 */
export function makePress(path: string | null): PressWorld {
  const profile = path ?? 'cmyk'
  let own: Promise<Uint8Array> | undefined
  /** Colours are converted with a profile that was looked into. */
  const loadSharp = async () => {
    if (path !== null) await (own ??= readProfile(path))
    return (await import('sharp')).default
  }
  return {
    async profile() {
      if (path !== null) return {name: nameOf(path), bytes: await (own ??= readProfile(path))}
      const sharp = await loadSharp()
      const image = sharp({create: {width: 1, height: 1, channels: 3, background: '#fff'}})
      const jpeg = await image.withIccProfile('cmyk').jpeg().toBuffer()
      const {icc} = await sharp(jpeg).metadata()
      if (!icc) throw unfit('sharp')
      return {name: builtIn, bytes: new Uint8Array(icc)}
    },
    async toInks(pixels) {
      const sharp = await loadSharp()
      const raw = {width: pixels.length / 3, height: 1, channels: 3} as const
      const {data, info} = await sharp(pixels, {raw, limitInputPixels: false})
        .withIccProfile(profile, {attach: false})
        .raw()
        .toBuffer({resolveWithObject: true})
      if (info.channels !== 4) throw unfit(profile)
      return new Uint8Array(data)
    },
    async toInkJpeg(bytes) {
      const sharp = await loadSharp()
      const data = await sharp(bytes, {limitInputPixels: 100_000_000})
        .rotate()
        .toColourspace('srgb')
        .withIccProfile(profile, {attach: false})
        .jpeg({quality: 92, chromaSubsampling: '4:4:4'})
        .toBuffer()
        .catch((cause: unknown) => {
          const reason = cause instanceof Error ? cause.message : String(cause)
          const message = `A picture cannot be turned into inks: ${reason}`
          throw new TypesetError('picture-unreadable', message, {cause})
        })
      const {channels} = await sharp(data).metadata()
      if (channels !== 4) throw unfit(profile)
      return new Uint8Array(data)
    },
  }
}

async function readProfile(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new TypesetError('press-profile-unfit', `The ICC profile ${path} cannot be read`, {cause})
  })
  // ICC.1:2022, 7.2: class at 12, colour space at 16, signature at 36.
  const [kind, space, signature] = [12, 16, 36].map((at) => bytes.toString('latin1', at, at + 4))
  if (signature !== 'acsp' || space !== 'CMYK' || kind !== 'prtr') throw unfit(path)
  return bytes
}

function nameOf(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path
}

function unfit(path: string): TypesetError {
  return new TypesetError(
    'press-profile-unfit',
    `${path} is no ICC profile of a CMYK printer that colours can be converted with: ask the printer for another`,
  )
}
