import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {expect, it} from 'vitest'

import {marrow, sampleHome} from '../harness.ts'

const files = {
  html: 'index.html',
  json: 'article.json',
  pdf: 'article.pdf',
  epub: 'article.epub',
  jats: 'article.jats.xml',
  docx: 'article.docx',
  icml: 'article.icml',
  markdown: 'article.md',
  text: 'article.txt',
  citations: 'citations.ris',
}

it('`latest` holds every format under a plain name, and the list leads there', async () => {
  const home = await sampleHome()
  const out = join(home, '..', 'out')
  const list = Object.keys(files).join(',')
  const exported = await marrow(home, ['export', '--out', out, '--format', list])
  expect(exported.error).toBe('')
  const index = readFileSync(join(out, 'latest', 'index.html'), 'utf8')
  for (const slug of ['bone-marrow-edema-knee.en', 'knee-osteoarthritis.en']) {
    for (const file of Object.values(files)) {
      expect(existsSync(join(out, 'latest', slug, file)), file).toBe(true)
      expect(index).toContain(`href="${slug}/${file}"`)
    }
  }
  expect(existsSync(join(out, 'latest', 'expert-board.en', 'article.txt'))).toBe(true)
  expect(existsSync(join(out, 'latest', 'expert-board.en', 'article.jats.xml'))).toBe(false)
  expect((await marrow(home, ['verify', out])).exit).toBe(0)
})

it('names a format that there is not, with those that there are', async () => {
  const home = await sampleHome()
  const {error, exit} = await marrow(home, ['export', '--format', 'html,word'])
  expect(exit).toBe(2)
  expect(error).toContain('There is no format word: choose from html, json, pdf')
})
