import {toHtml} from 'hast-util-to-html'
import {describe, expect, it, vi} from 'vitest'

import {formatReference} from '#exports'
import type {CslItem} from '#schemas'

import {works} from './works.ts'

const work = (id: string): CslItem => works.find(({item}) => item.id === id)!.item
const [eriksen, acs, tarantino] = [work('eriksen'), work('acs'), work('tarantino')]
const html = async (item: CslItem, style: 'vancouver' | 'apa'): Promise<string> =>
  toHtml({type: 'root', children: (await formatReference(item, style)).nodes})

const words = (value: string): string => value.toLowerCase().replaceAll(/[^a-z\d]+/g, ' ')

describe('Vancouver style', () => {
  it('writes an article with its links and without a number', async () => {
    expect(await html({...eriksen, PMID: '26644910'}, 'vancouver')).toBe(
      'Eriksen EF. Treatment of bone marrow lesions (bone marrow edema). Bonekey Rep. ' +
        '2015 Nov 25;4:755. <a href="https://doi.org/10.1038/bonekey.2015.124" ' +
        'rel="noopener noreferrer">doi:10.1038/bonekey.2015.124</a> PubMed ' +
        '<a href="https://pubmed.ncbi.nlm.nih.gov/26644910/" rel="noopener noreferrer">' +
        'PMID: 26644910</a>.',
    )
  })

  it('writes a web page', async () => {
    expect((await formatReference(acs, 'vancouver')).text).toBe(
      'American Cancer Society. American Cancer Society [Internet]. [cited 2026 Feb 20]. ' +
        'Bone metastases. Available from: ' +
        'https://www.cancer.org/cancer/managing-cancer/advanced-cancer/bone-metastases.html',
    )
  })

  it('ends a list of authors that is cut in et al', async () => {
    const {text} = await formatReference(tarantino, 'vancouver')
    expect(text).toMatch(/^Tarantino U, Greggi C, Cariati I, et al\. Reviewing/)
  })
})

describe('APA style', () => {
  it('writes an article with its links', async () => {
    expect(await html({...eriksen, PMCID: 'PMC4662576'}, 'apa')).toBe(
      'Eriksen, E. F. (2015). Treatment of bone marrow lesions (bone marrow edema). ' +
        '<i>BoneKEy Reports</i>, <i>4</i>, Article 755. ' +
        '<a href="https://doi.org/10.1038/bonekey.2015.124" rel="noopener noreferrer">' +
        'https://doi.org/10.1038/bonekey.2015.124</a> ' +
        '<a href="https://pmc.ncbi.nlm.nih.gov/articles/PMC4662576/" rel="noopener noreferrer">' +
        'PMCID:PMC4662576</a>',
    )
  })

  it('ends a list of authors that is cut in et al', async () => {
    const {text} = await formatReference(tarantino, 'apa')
    expect(text).toMatch(/^Tarantino, U\., Greggi, C\., Cariati, I\., et al\. \(2021/)
  })
})

describe.each(['vancouver', 'apa'] as const)('In %s style', (style) => {
  it.each(works)('no word of the title is lost: $name', async ({item}) => {
    const {text} = await formatReference(item, style)
    expect(words(text)).toContain(words(item.title).trim())
    expect(text).not.toMatch(/[\uE000-\uF8FF]|\s$|^\s|&#/)
  })

  it('markup in a work stays text', async () => {
    const title = '<i>E. coli</i> <img src=x onerror=alert(1)> &lt; & <script>alert(1)</script>'
    const item = {...eriksen, id: '"><script>', title, author: [{literal: '<b>WHO</b>'}]}
    const {nodes, text} = await formatReference(item, style)
    expect(text).toContain(title)
    expect(text).toContain('<b>WHO</b>')
    expect(toHtml({type: 'root', children: nodes})).not.toMatch(/<(?:img|script|b)/)
  })

  it('an address that is not of the web is no link', async () => {
    expect(await html({...acs, URL: 'javascript:alert(1)'}, style)).not.toContain('<a ')
  })
})

it('AMA style does not load citation-js', async () => {
  vi.resetModules()
  const loaded = vi.fn<() => void>()
  vi.doMock('@citation-js/core', () => {
    loaded()
    return {}
  })
  const {formatReference: fresh} = await import('../../../exports/references/format-reference.ts')
  await fresh(eriksen)
  expect(loaded).not.toHaveBeenCalled()
  await fresh(eriksen, 'apa').catch(() => undefined)
  expect(loaded).toHaveBeenCalled()
})
