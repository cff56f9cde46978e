import {expect, it} from 'vitest'

import {exporters, withheldFigures} from '#exports'

import {kneeFigure, richComposition, scanFigure} from './fixtures/composition.ts'

const own = {...scanFigure, uses: ['own-site' as const]}
const composition = richComposition({
  leadFigure: kneeFigure,
  figures: {[kneeFigure.id]: kneeFigure, [own.id]: own},
})

const named = (...names: string[]) => exporters.filter(({name}) => names.includes(name))

it('names each right that a picture lacks once, with the formats that need it', () => {
  expect(withheldFigures(composition, named('html', 'jats', 'icml'))).toEqual([
    expect.objectContaining({
      ruleId: 'figure-withheld',
      reason: expect.stringContaining('`figure-scan` lacks the right `syndication`'),
    }),
    expect.objectContaining({reason: expect.stringMatching(/`print`.*\(icml\)$/)}),
  ])
})

it('says nothing of formats without pictures', () => {
  expect(withheldFigures(composition, named('citations'))).toEqual([])
})

it('holds for every format: one that shows pictures says where they go', async () => {
  const sees = exporters.filter(({name}) => name !== 'citations')
  expect(sees.filter(({figures = []}) => figures.length === 0)).toEqual([])
})
