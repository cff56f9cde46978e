import {readFile} from 'node:fs/promises'
import {join} from 'node:path'

import type {World} from '#exports'
import type {RawDocument} from '#pipeline'
import {sha256Hex} from '#schemas'

import {figure} from '../../pipeline/content.ts'
import {naughtyText} from './naughty.ts'

/** Pictures of every shape and type: width, height and ending of each file. */
const pictures = {
  panorama: '1600x160-svg',
  tower: '160x1600-svg',
  photo: '1200x800-jpg',
  turned: '600x400-jpg',
  square: '300x300-png',
  dot: '1x1-png',
  clear: '240x180-png',
  web: '320x200-webp',
  old: '200x120-gif',
} as const

type PictureName = keyof typeof pictures

const names = Object.keys(pictures) as PictureName[]

/** What each figure may be used for; the rights of `web` have ended, `old` has no caption. */
const uses: Partial<Record<PictureName, string[]>> = {
  dot: ['own-site'],
  clear: ['own-site', 'syndication'],
  old: ['own-site', 'print'],
}

/** Figure documents: `figure-panorama` and so on. */
export const figures: readonly RawDocument[] = names
  .map((name, index) =>
    figure(`figure-${name}`, {
      image: {_type: 'image', asset: {_type: 'reference', _ref: assetId(name)}},
      alt: `Picture ${name}: ${naughtyText(index)}`,
      caption: name === 'old' ? undefined : `Caption of ${name}: ${naughtyText(index + 3)}`,
      credit: `Credit ${naughtyText(index + 6)}`,
      licence: {
        _type: 'licence',
        name: 'CC BY 4.0',
        url: 'https://creativecommons.org/licenses/by/4.0/',
      },
      uses: uses[name] ?? ['own-site', 'syndication', 'print'],
      rightsExpire: name === 'web' ? '2020-01-01' : undefined,
    }),
  )
  .map((document) => JSON.parse(JSON.stringify(document)) as RawDocument)

/** Read an asset by its Sanity id. */
export async function readAsset(id: string): Promise<Uint8Array> {
  const name = names.find((each) => assetId(each) === id)
  if (!name) throw new Error(`There is no asset ${id}`)
  const ending = pictures[name].split('-')[1] ?? ''
  return new Uint8Array(await readFile(join(import.meta.dirname, 'pictures', `${name}.${ending}`)))
}

/** World that reads the assets of the torture article. */
export const tortureWorld: World = {
  async readAsset(sha256) {
    for (const name of names) {
      const bytes = await readAsset(assetId(name))
      if ((await sha256Hex(bytes)) === sha256) return bytes
    }
    throw new Error(`There is no asset with the digest ${sha256}`)
  },
}

function assetId(name: PictureName): string {
  const digest = name.charCodeAt(0).toString(16).padStart(2, '0').repeat(20)
  const own = `${names.indexOf(name)}${digest}`.slice(0, 40)
  return `image-${own}-${pictures[name]}`
}
