import {beforeAll, describe, expect, it} from 'vitest'

import {exporters, htmlExporter, type Artifact} from '#exports'

import {articleLines, bare} from './article-lines.ts'
import {publishGolden, publishSamples, publishTortured, type Published} from './publications.ts'
import {readers} from './readers.ts'

const cases: Record<string, Published> = {}

beforeAll(async () => {
  for (const sample of await publishSamples()) cases[sample.publication.slug] = sample
  cases['golden'] = await publishGolden()
  cases['torture'] = await publishTortured()
})

describe.each(readers)('the words of an article as $name', ({name, read, furniture, unordered}) => {
  const names = [
    'bone-marrow-edema-knee',
    'knee-osteoarthritis',
    'osteonecrosis-knee',
    'golden',
    'torture',
  ]

  it.each(names)('are those of its page, in their order: %s', async (slug) => {
    const lines = articleLines(await exportAs('html', cases[slug]!))
    expect(lines.length).toBeGreaterThan(5)
    const words = bare(await read(await exportAs(name, cases[slug]!)))
    const isOrdered = (line: string) => !unordered?.test(line)
    const {lost, gaps} = compare(lines.filter(isOrdered).map(bare), words)
    const mixed = lines.filter((line) => !isOrdered(line)).map(bare)
    expect(lost).toEqual([])
    expect(gaps.filter((gap) => !furniture.test(gap) && isOrdered(gap))).toEqual([])
    expect(lettersMissing(mixed.join(''), gaps.join(''))).toEqual([])
  })
})

async function exportAs(name: string, {publication, world}: Published): Promise<Artifact[]> {
  const exporter = exporters.find((one) => one.name === name) ?? htmlExporter
  return exporter.export(publication, exporter.defaults, world)
}

/** Find each line behind the one before it; tell what is not there, and what stands between. */
function compare(lines: readonly string[], words: string): {lost: string[]; gaps: string[]} {
  const [lost, gaps]: string[][] = [[], []]
  let place = words.indexOf(lines[0] ?? '')
  for (const line of lines) {
    const found = words.indexOf(line, place)
    if (found === -1) lost!.push(line)
    else {
      if (found > place) gaps!.push(words.slice(place, found))
      place = found + line.length
    }
  }
  return {lost: lost!, gaps: gaps!}
}

/** Letters that a text has more often than another. */
function lettersMissing(text: string, other: string): string[] {
  const count = new Map<string, number>()
  for (const letter of other) count.set(letter, (count.get(letter) ?? 0) + 1)
  return Array.from(text).filter((letter) => {
    const left = count.get(letter) ?? 0
    count.set(letter, left - 1)
    return left <= 0
  })
}
