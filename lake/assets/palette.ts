/** A colour with its share of the picture, as Sanity keeps it. */
interface Swatch {
  _type: 'sanity.imagePaletteSwatch'
  background: string
  /** Black or white, whichever reads better on it. */
  foreground: string
  title: string
  /** Percent of the pixels. */
  population: number
}

export interface Palette {
  _type: 'sanity.imagePalette'
  [name: string]: Swatch | 'sanity.imagePalette'
}

/** What each swatch looks for: lightness and saturation, each from 0 to 1. */
const targets: readonly [name: string, lightness: number, saturation: number][] = [
  ['vibrant', 0.5, 1],
  ['lightVibrant', 0.74, 1],
  ['darkVibrant', 0.26, 1],
  ['muted', 0.5, 0.3],
  ['lightMuted', 0.74, 0.3],
  ['darkMuted', 0.26, 0.3],
]

interface Colour {
  red: number
  green: number
  blue: number
  count: number
}

/**
 * Find the colours of a picture: the most frequent one, and the nearest to six targets.
 *
 * The same pixels give the same palette; Sanity's own may differ in shade.
 *
 * @param pixels RGBA, eight bits each. Pixels that are more than half transparent do not count.
 */
export function paletteOf(pixels: Uint8Array): Palette {
  const colours = countColours(pixels)
  const total = colours.reduce((sum, {count}) => sum + count, 0)
  const palette: Palette = {_type: 'sanity.imagePalette'}
  const [dominant] = colours
  if (!dominant) return palette
  for (const [name, lightness, saturation] of targets) {
    const distance = (colour: Colour): number => {
      const hsl = toSaturationAndLightness(colour)
      return (
        Math.abs(hsl.saturation - saturation) * 3 +
        Math.abs(hsl.lightness - lightness) * 6.5 -
        (colour.count / total) * 0.5
      )
    }
    const best = colours.reduce((a, b) => (distance(b) < distance(a) ? b : a))
    palette[name] = toSwatch(best, total)
  }
  return {...palette, dominant: toSwatch(dominant, total)}
}

/** Group pixels by the upper four bits of each channel; the most frequent group first. */
function countColours(pixels: Uint8Array): Colour[] {
  const groups = new Map<number, Colour>()
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(at, at + 4)
    if (alpha < 128) continue
    const key = ((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4)
    const group = groups.get(key) ?? {red: 0, green: 0, blue: 0, count: 0}
    groups.set(key, {
      red: group.red + red,
      green: group.green + green,
      blue: group.blue + blue,
      count: group.count + 1,
    })
  }
  return [...groups]
    .toSorted(
      ([leftKey, left], [rightKey, right]) => right.count - left.count || leftKey - rightKey,
    )
    .map(([, {red, green, blue, count}]) => ({
      red: Math.round(red / count),
      green: Math.round(green / count),
      blue: Math.round(blue / count),
      count,
    }))
}

function toSaturationAndLightness({red, green, blue}: Colour): {
  saturation: number
  lightness: number
} {
  const most = Math.max(red, green, blue) / 255
  const least = Math.min(red, green, blue) / 255
  const lightness = (most + least) / 2
  const span = most - least
  return {lightness, saturation: span === 0 ? 0 : span / (1 - Math.abs(2 * lightness - 1))}
}

function toSwatch({red, green, blue, count}: Colour, total: number): Swatch {
  const hex = [red, green, blue].map((value) => value.toString(16).padStart(2, '0')).join('')
  const isDark = red * 0.299 + green * 0.587 + blue * 0.114 < 140
  const foreground = isDark ? '#fff' : '#000'
  return {
    _type: 'sanity.imagePaletteSwatch',
    background: `#${hex}`,
    foreground,
    title: foreground,
    population: Math.round((count / total) * 10_000) / 100,
  }
}
