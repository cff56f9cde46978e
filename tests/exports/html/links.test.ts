import {describe, expect, it} from 'vitest'

import {richComposition} from '../fixtures/composition.ts'
import {render} from './render.ts'

/** Addresses of links to other articles, by the article's id. */
function articleLinks(html: string): string[] {
  return [...html.matchAll(/<a data-article="([^"]+)"[^>]* href="([^"]*)"/g)].map(
    ([, id, href]) => `${id} ${href}`,
  )
}

describe('links to other articles', () => {
  it('lead to their pages, wherever on the page they are', async () => {
    const {page, fragment} = await render()
    const expected = [
      'article-mri ../what-is-mri.en/index.html',
      'article-oa ../osteoarthritis.en/index.html',
      'site.editorial-process ../editorial-process.en/index.html',
      'site.expert-board ../expert-board.en/index.html',
    ]
    expect([...new Set(articleLinks(page))].toSorted()).toEqual(expected)
    expect([...new Set(articleLinks(fragment))].toSorted()).toEqual(expected)
  })

  it('are all of the links that the composition has', async () => {
    const {page} = await render()
    const known = richComposition()
    const ids = [...known.related, ...known.site!.pages].map(({id}) => id)
    const linked = new Set(articleLinks(page).map((link) => link.split(' ')[0]))
    expect(linked).toEqual(new Set(ids))
    expect(page).not.toContain('data-slug')
  })

  it('say the language of their target', async () => {
    const related = [{id: 'a', slug: 'knie', language: 'de-AT', title: 'Knie'}]
    const {page} = await render({related})
    expect(page).toContain('data-language="de-AT" href="../knie.de-AT/index.html" hreflang="de-AT"')
  })
})
