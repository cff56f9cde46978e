import {beforeAll, describe, expect, it} from 'vitest'

import {makePdf} from './make-pdf.ts'
import {listRole, readPdf, type PdfReading, type Tagged} from './read-pdf.ts'

describe('the tags of a PDF', () => {
  let reading: PdfReading
  const list = (role: RegExp) => listRole(reading.root, role)
  beforeAll(async () => {
    reading = await readPdf(await makePdf())
  })

  it('hold the whole article, in its order', async () => {
    const outline = show(reading.root, '').join('\n')
    await expect(`${outline}\n`).toMatchFileSnapshot('expected/article.txt')
  })

  it('name headings level by level', () => {
    const levels = list(/^H\d$/).map(({role}) => Number(role.slice(1)))
    expect(levels[0]).toBe(1)
    for (const [index, level] of levels.entries()) {
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1)
    }
  })

  it('give each picture its text alternative', () => {
    expect(list(/^Figure$/).map(({alt}) => alt)).toEqual([
      'Drawing of a knee joint with a pale area in the shin bone',
      'Drawing of a knee joint with a pale area in the shin bone',
    ])
  })

  it('name the header cells of a table', () => {
    const table = list(/^Table$/)[0]!
    expect(listRole(table, /^THead$/)).toHaveLength(1)
    expect(listRole(table, /^TH$/).length).toBeGreaterThan(0)
    expect(listRole(table, /^TD$/).length).toBeGreaterThan(0)
  })

  it('keep what is repeated on every page out of the text', () => {
    expect(reading.root.text).not.toContain('SHA-256 9f9f')
    expect(reading.root.text).not.toMatch(/Page \d+ of/)
  })

  it('link citations to their sources, and sources to the pages that cite them', async () => {
    const links = await annotations(reading)
    const inside = links.filter(({dest}) => dest !== null && dest !== undefined)
    expect(inside.length).toBeGreaterThan(10)
    const names = inside.map(({dest}) => String(dest))
    expect(names.every((name) => name.length > 0)).toBe(true)
    expect(list(/^P$/).map(({text}) => text)).toContainEqual(
      expect.stringMatching(/^ ?Cited on page \d/),
    )
  })

  it('say in words where each link leads', async () => {
    const links = await annotations(reading)
    expect(links.every(({contentsObj}) => contentsObj.str !== '')).toBe(true)
    expect(links.map(({url}) => url)).toContain('https://creativecommons.org/licenses/by/4.0/')
  })

  it('lead to other articles by their public addresses, to none without a site', async () => {
    const urls = (await annotations(reading)).map(({url}) => url)
    expect(urls).toContain('https://health.example.org/library/osteoarthritis.en/')
    const alone = await readPdf(await makePdf({site: null}))
    const others = (await annotations(alone)).map(({url}) => url ?? '')
    expect(others.filter((url) => url.includes('osteoarthritis'))).toEqual([])
  })
})

interface Link {
  subtype: string
  url?: string
  dest?: unknown
  contentsObj: {str: string}
}

async function annotations({document}: PdfReading): Promise<Link[]> {
  const links: Link[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    links.push(...((await page.getAnnotations()) as Link[]))
  }
  return links.filter(({subtype}) => subtype === 'Link')
}

/** The tree in lines: role, what stands for it, words of its own. */
function show({role, alt, lang, parts}: Tagged, indent: string): string[] {
  const words = parts
    .filter((part) => typeof part === 'string')
    .filter((part) => part.trim() !== '')
  const own = [
    `${indent}${role}`,
    ...(lang ? [`(${lang})`] : []),
    ...(alt ? [`[${alt}]`] : []),
    ...(words.length > 0 ? [words.join('|').trim()] : []),
  ]
  return [
    own.join(' '),
    ...parts.flatMap((part) => (typeof part === 'string' ? [] : show(part, `${indent}  `))),
  ]
}
