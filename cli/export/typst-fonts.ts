import {readFile} from 'node:fs/promises'
import {createRequire} from 'node:module'
import {dirname, join} from 'node:path'

import {create} from 'fontkit'

const require = createRequire(import.meta.url)

/** Fonts of printed pages: Latin, Greek, Cyrillic; Arabic; Hebrew. */
const fonts: Record<string, string[]> = {
  'source-serif-4': ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'],
  'source-sans-3': [
    '400Regular',
    '400Regular_Italic',
    '600SemiBold',
    '600SemiBold_Italic',
    '700Bold',
    '700Bold_Italic',
  ],
  amiri: ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'],
  'noto-sans-hebrew': ['400Regular', '600SemiBold', '700Bold'],
}

/** The fonts of a typesetter. */
export interface Fonts {
  files: Buffer[]
  /** Code points that some family has in every style. */
  coverage: ReadonlySet<number>
}

/** Read the fonts and what characters they have. */
export async function readFonts(): Promise<Fonts> {
  const coverage = new Set<number>()
  const families = await Promise.all(
    Object.values(fontFiles()).map((paths) => Promise.all(paths.map((path) => readFile(path)))),
  )
  for (const files of families) {
    const [regular, ...others] = files.map((file) => charactersOf(file))
    for (const character of regular ?? []) {
      if (others.every((set) => set.has(character))) coverage.add(character)
    }
  }
  return {files: families.flat(), coverage}
}

/** Name the files of each family, the regular style first. */
export function fontFiles(): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(fonts).map(([family, styles]) => {
      const folder = dirname(require.resolve(`@expo-google-fonts/${family}/package.json`))
      const paths = styles.map((style) => join(folder, style, `${fileName(family)}_${style}.ttf`))
      return [family, paths]
    }),
  )
}

function charactersOf(file: Buffer): Set<number> {
  const font = create(file)
  return new Set('characterSet' in font ? font.characterSet : [])
}

/** `source-serif-4` is in files called `SourceSerif4_…`. */
function fileName(family: string): string {
  return family
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}
