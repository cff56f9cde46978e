import {fromHtml} from 'hast-util-from-html'
import {h} from 'hastscript'
import {expect, it} from 'vitest'

import {richComposition} from '../fixtures/composition.ts'
import {render} from './render.ts'

/** Texts of a page by the language that they are marked as. */
function textsByLanguage(page: string): Map<string, string> {
  const texts = new Map<string, string>()
  const walk = (node: ReturnType<typeof fromHtml>['children'][number], language: string): void => {
    if (node.type === 'text') texts.set(language, (texts.get(language) ?? '') + node.value)
    if (node.type !== 'element' || node.tagName === 'script' || node.tagName === 'style') return
    const own = node.properties['lang']
    for (const child of node.children) walk(child, typeof own === 'string' ? own : language)
  }
  for (const child of fromHtml(page).children) walk(child, '')
  return texts
}

it('A page in a language without labels marks its own English words as English', async () => {
  const {page, fragment} = await render({language: 'de'})
  const own = [
    'Written by',
    'Terms used',
    'Key points',
    'About this page',
    'March 3, 2026',
    'Edition',
  ]
  for (const output of [page, fragment]) {
    const texts = textsByLanguage(output)
    for (const words of own) expect(texts.get('en')).toContain(words)
    for (const words of own) expect(texts.get('de')).not.toContain(words)
    const {title, summary, keyPoints} = richComposition()
    for (const words of [title, summary, ...keyPoints]) {
      expect(texts.get('de')).toContain(words)
      expect(texts.get('en')).not.toContain(words)
    }
  }
})

it('A page in English, of whatever region, marks nothing', async () => {
  const {page} = await render({language: 'en-GB'})
  expect(page.match(/ lang="[^"]*"/g)).toEqual([' lang="en-GB"', ' lang="en-GB"'])
})

it('Calendar days in the body are written as dates of the page', async () => {
  const day = h('time', {dateTime: '2025-08-15'}, '2025-08-15')
  const body = h('section', {id: 's-one'}, [h('h2', 'One'), h('p', day)])
  const hast = {type: 'root' as const, children: [body]}
  const english = await render({hast, page: 'expert-board'})
  expect(english.page).toContain('<time datetime="2025-08-15">August 15, 2025</time>')
  const german = await render({hast, page: 'expert-board', language: 'de'})
  expect(german.page).toContain('<time datetime="2025-08-15" lang="en" dir="ltr">August 15, 2025')
})
