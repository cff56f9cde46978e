import type {Element, ElementContent} from 'hast'
import {toHtml} from 'hast-util-to-html'
import {describe, expect, it} from 'vitest'

import {formatAma} from '#exports'
import type {CslItem} from '#schemas'

import {works} from './works.ts'

function elements(nodes: ElementContent[], name: string): Element[] {
  return nodes.flatMap((node) =>
    node.type === 'element'
      ? [...(node.tagName === name ? [node] : []), ...elements(node.children, name)]
      : [],
  )
}

const html = (item: CslItem): string => toHtml({type: 'root', children: formatAma(item).nodes})

describe('AMA style writes', () => {
  it.each(works)('$name', ({item, ama, italic}) => {
    const {nodes, text} = formatAma(item)
    expect(text).toBe(ama)
    expect(html(item).replaceAll(/<[^>]*>/g, '')).toBe(ama.replaceAll('&', '&#x26;'))
    expect(elements(nodes, 'i').map((node) => node.children)).toEqual(
      italic === undefined ? [] : [[{type: 'text', value: italic}]],
    )
  })
})

const plain: CslItem = {id: 'x', type: 'article-journal', title: 'Title'}

describe('identifiers become links', () => {
  it('to the resolver, PubMed and PubMed Central', () => {
    const item = {...plain, DOI: '10.1/a<b>(1)?#', PMID: '26644910', PMCID: 'PMC4662576'}
    const links = elements(formatAma({...item, DOI: '10.1002/a<b>(1)?#'}).nodes, 'a')
    expect(links.map((link) => link.properties['href'])).toEqual([
      'https://doi.org/10.1002/a%3Cb%3E(1)%3F%23',
      'https://pubmed.ncbi.nlm.nih.gov/26644910/',
      'https://pmc.ncbi.nlm.nih.gov/articles/PMC4662576/',
    ])
  })

  it('once, however the DOI is stored', () => {
    const ways = ['10.1038/x', 'https://doi.org/10.1038/x', 'doi: 10.1038/x']
    expect(new Set(ways.map((DOI) => html({...plain, DOI}))).size).toBe(1)
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.example/',
    'https://user:pass@evil.example/',
    'ftp://a.example/',
  ])('never for %s', (URL) => {
    const {nodes, text} = formatAma({...plain, URL})
    expect(elements(nodes, 'a')).toEqual([])
    expect(text).toContain(URL)
  })
})

it('Markup in a work stays text', () => {
  const hostile = '<img src=x onerror=alert(1)> "&amp;'
  const item: CslItem = {
    ...plain,
    title: hostile,
    author: [{literal: hostile}],
    'container-title': hostile,
    volume: hostile,
    DOI: hostile,
    PMID: hostile,
    PMCID: hostile,
  }
  expect(html(item)).not.toContain('<img')
  expect(elements(formatAma(item).nodes, 'img')).toEqual([])
  expect(formatAma(item).text.split(hostile).length).toBe(8)
})

it('A work of which only the title is known is one sentence', () => {
  for (const type of ['article-journal', 'webpage', 'book', 'report', 'dataset'] as const) {
    expect(formatAma({id: 'x', type, title: 'Only this'}).text).toBe('Only this.')
  }
})
