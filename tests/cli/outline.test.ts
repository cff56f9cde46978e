import {readFileSync} from 'node:fs'
import {join} from 'node:path'

import {fromHtml} from 'hast-util-from-html'
import {select, selectAll} from 'hast-util-select'
import {beforeAll, describe, expect, it} from 'vitest'

import {toPlainText} from '#pipeline'
import {outline} from '#schemas'

import {marrow, sampleHome} from './harness.ts'

let page: ReturnType<typeof fromHtml>
let json: Record<string, unknown>

beforeAll(async () => {
  const home = await sampleHome()
  const out = join(home, '..', 'out')
  await marrow(home, ['export', '--out', out])
  const read = (name: string) =>
    readFileSync(join(out, 'latest', 'bone-marrow-edema-knee.en', name), 'utf8')
  page = fromHtml(read('index.html'))
  json = JSON.parse(read('article.json'))
})

describe('every part of the outline comes out of the sample article', () => {
  it.each(outline)('$part: in HTML at $html', ({html}) => {
    expect(select(html, page)).toBeDefined()
  })

  it.each(outline)('$part: in JSON as $json', ({json: property}) => {
    const value = property
      .split('.')
      .reduce<unknown>((inside, name) => (inside as Record<string, unknown>)?.[name], json)
    expect(value).toBeTruthy()
    if (Array.isArray(value)) expect(value.length).toBeGreaterThan(0)
  })
})

it("the expert's quote names degree and board membership", () => {
  const quote = select('figure.expert-quote', page)
  const text = quote ? toPlainText(quote) : ''
  expect(text).toContain('Avery Sample, MD')
  expect(text).toContain('Chair of the expert board')
  expect(json['expertQuote']).toMatchObject({role: 'Chair of the expert board'})
  expect(selectAll('figure.expert-quote', page)).toHaveLength(1)
})
