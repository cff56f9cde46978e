import type {Nodes} from 'hast'
import {fromHtml} from 'hast-util-from-html'
import {select, selectAll} from 'hast-util-select'
import {expect, it} from 'vitest'

import type {Content} from '#pipeline'

import {articleContent, block, section, sections} from '../../pipeline/content.ts'
import {renderPage} from './render.ts'

const first = 'Rest the knee for six weeks.'
const second = 'Most people need no surgery at all.'

function articleOf(...texts: string[]): Content {
  const bodies = texts.map((text, index) => section(`Part ${index}`, [block(text)]))
  return articleContent(sections(...bodies))
}

/** What a screen reader reads, and a sighted reader without colours. */
function textOf(node: Nodes | undefined): string {
  if (!node) return ''
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map((child) => textOf(child)).join('') : ''
}

function rendered(base: Content | null, head: Content) {
  const page = fromHtml(renderPage({base: base as never, head}))
  const texts = (selector: string) => selectAll(selector, page).map((found) => textOf(found).trim())
  return {page, texts, text: textOf(select('main', page))}
}

it('Words that came and went are ins and del, and are said in words', () => {
  const {texts} = rendered(articleOf(first), articleOf(first.replace('six', 'eight')))
  expect(texts('[data-testid="redline-summary"]')).toEqual(['1 paragraph changed.'])
  expect(texts('.line ins')).toEqual(['added: eight end of added.'])
  expect(texts('.line del')).toEqual(['removed: six end of removed.'])
})

it('A paragraph that came is one insertion, said once', () => {
  const head = articleContent(sections(section('Part 0', [block(first), block(second)])))
  const {texts} = rendered(articleOf(first), head)
  expect(texts('.line ins')).toEqual([`added: ${second} end of added.`])
})

it('What is as it was is folded away behind a button that names it', () => {
  const {page, text} = rendered(articleOf(first, second), articleOf(first, `${second} So rest.`))
  const [button] = selectAll('[aria-expanded="false"]', page).filter((found) =>
    textOf(found).includes('Part 0'),
  )
  expect(textOf(button)).toBe('Unchanged: Part 0')
  expect(text).not.toContain('six weeks')
  const controlled = button?.properties['ariaControls']
  expect(selectAll('[id]', page).map(({properties}) => properties['id'])).toContain(
    String(controlled),
  )
})

it('A first version is shown as it is, with nothing marked', () => {
  const {text, texts} = rendered(null, articleOf(first))
  expect(text).toContain('There is no earlier version: all of this is new.')
  expect(text).toContain(first)
  expect(texts('.line ins')).toEqual([])
})

it('A paragraph that moved leads from where it was to where it is', () => {
  const base = articleContent(
    sections(section('One', [block(first), block(second)]), section('Two', [])),
  )
  const head = articleContent(
    sections(section('One', [block(first)]), section('Two', [block(second)])),
  )
  const {page, texts} = rendered(base, head)
  expect(texts('.move button')).toEqual(['Show where it is now', 'Show where it was'])
  const ids = selectAll('.move', page).map(({properties}) => String(properties['id']))
  expect(ids[0]?.replace('-from-', '-to-')).toBe(ids[1])
})

it('A text is never read as markup', () => {
  const {page, text} = rendered(articleOf(first), articleOf('<img src=x onerror=alert(1)> & <b>'))
  expect(text).toContain('<img src=x onerror=alert(1)> & <b>')
  expect(selectAll('img, b', page)).toEqual([])
})

it('Versions that cannot be read are refused with the reason', () => {
  const broken = {...articleOf(first), documents: {}}
  expect(rendered(articleOf(first), broken).text).toContain('cannot be compared')
})
