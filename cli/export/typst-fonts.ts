import {readFile} from 'node:fs/promises'
import {fileURLToPath} from 'node:url'

import {create} from 'fontkit'

interface Family {
  /** Address of its package. */
  from: string
  /** How its files begin. */
  name: string
  /** The regular one first. */
  styles: string[]
}

const upright = ['400Regular', '700Bold']
const italics = ['400Regular_Italic', '700Bold_Italic']

/** Fonts of printed pages: Latin, Greek, Cyrillic; Arabic; Hebrew. */
const families: readonly Family[] = [
  {
    from: import.meta.resolve('@expo-google-fonts/source-serif-4/package.json'),
    name: 'SourceSerif4',
    styles: [...upright, ...italics],
  },
  {
    from: import.meta.resolve('@expo-google-fonts/source-sans-3/package.json'),
    name: 'SourceSans3',
    styles: [...upright, ...italics, '600SemiBold', '600SemiBold_Italic'],
  },
  {
    from: import.meta.resolve('@expo-google-fonts/amiri/package.json'),
    name: 'Amiri',
    styles: [...upright, ...italics],
  },
  {
    from: import.meta.resolve('@expo-google-fonts/noto-sans-hebrew/package.json'),
    name: 'NotoSansHebrew',
    styles: [...upright, '600SemiBold'],
  },
]

/** The fonts of a typesetter. */
export interface Fonts {
  files: Buffer[]
  /** Code points that some family has in every style. */
  coverage: ReadonlySet<number>
}

/** Read the fonts and what characters they have. */
export async function readFonts(): Promise<Fonts> {
  const coverage = new Set<number>()
  const all = await Promise.all(
    fontFiles().map((paths) => Promise.all(paths.map((path) => readFile(path)))),
  )
  for (const files of all) {
    const [regular, ...others] = files.map((file) => charactersOf(file))
    for (const character of regular ?? []) {
      if (others.every((set) => set.has(character))) coverage.add(character)
    }
  }
  return {files: all.flat(), coverage}
}

/** Name the files of each family, the regular style first. */
export function fontFiles(): string[][] {
  return families.map(({from, name, styles}) =>
    styles.map((style) => fileURLToPath(new URL(`${style}/${name}_${style}.ttf`, from))),
  )
}

function charactersOf(file: Buffer): Set<number> {
  const font = create(file)
  return new Set('characterSet' in font ? font.characterSet : [])
}
