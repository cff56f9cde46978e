import {h} from 'hastscript'
import {describe, expect, it} from 'vitest'

import {kneeFigure, scanFigure} from '../fixtures/composition.ts'
import {render} from './render.ts'

describe('pictures', () => {
  it('name credit and licence, the lead one too', async () => {
    const {page} = await render()
    const licence = '<a href="https://creativecommons.org/licenses/by/4.0/" rel="license noopener'
    expect(page).toContain(`>Marrow sample artist, ${licence}`)
    expect(page).toContain('>Marrow sample artist, All rights reserved')
  })

  it('go into the fragment only with the right to be syndicated; their words stay', async () => {
    const {page, fragment} = await render()
    expect(page).toContain(`src="${scanFigure.asset.path}"`)
    expect(fragment).not.toContain(scanFigure.asset.path)
    expect(fragment).toContain(`Image not shown here. It shows: ${scanFigure.alt}`)
    expect(fragment).toContain(scanFigure.caption)
  })

  it('that may not be printed give their place to their words on paper', async () => {
    const {page} = await render()
    expect(page).toMatch(new RegExp(`src="${scanFigure.asset.path}"[^>]*class="no-print"`))
    expect(page).toContain('<p class="figure-withheld only-print">')
    expect(page).not.toMatch(new RegExp(`src="${kneeFigure.asset.path}"[^>]*class="no-print"`))
  })

  it('come along as files, once each, and only where a page shows them', async () => {
    const {artifacts} = await render()
    const paths = artifacts.map(({path}) => path).filter((path) => path.startsWith('assets/'))
    expect(paths).toEqual([kneeFigure.asset.path, scanFigure.asset.path].toSorted())
    const scan = {...scanFigure, uses: ['print' as const]}
    const figures = {[kneeFigure.id]: kneeFigure, [scanFigure.id]: scan}
    const less = await render({figures})
    expect(less.artifacts.map(({path}) => path)).not.toContain(scanFigure.asset.path)
  })

  it('that the composition does not list are refused', async () => {
    const image = h('img', {src: 'assets/00.svg', alt: ''})
    const hast = h(null, h('figure', {className: ['figure']}, image))
    await expect(render({hast})).rejects.toMatchObject({code: 'figure-unknown'})
  })
})
