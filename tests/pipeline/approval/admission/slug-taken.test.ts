import {describe, expect, it} from 'vitest'

import {makeHouse} from './house.ts'
import {verdict} from './live-house.ts'

describe('two live editions with one slug and language', () => {
  it('are both refused: slug-taken', async () => {
    const house = await makeHouse()
    house.documents.set('foot', {...house.documents.get('knee')!, _id: 'foot'})
    await house.approve(await house.submit())
    await house.approve(await house.submit({article: 'foot'}))
    expect(await verdict(house)).toEqual(['1 slug-taken', '1 slug-taken'])
  })

  it('stay where the slug or the language differs', async () => {
    const house = await makeHouse()
    house.documents.set('foot', {...house.documents.get('knee')!, _id: 'foot', language: 'de'})
    await house.approve(await house.submit())
    await house.approve(await house.submit({article: 'foot'}))
    expect(await verdict(house)).toEqual(['1 approved', '1 approved'])
  })

  it('leave the pages of the site theirs', async () => {
    const house = await makeHouse()
    house.documents.get('knee')!['slug'] = {_type: 'slug', current: 'expert-board'}
    await house.approve(await house.submit())
    const site = await house.submit({article: 'site'})
    await house.sign(house.editor, site, {role: 'editor'})
    const {approved, refused} = await house.admit()
    expect(approved.map(({payload}) => payload.id)).toEqual(['edition.site.1'])
    expect(refused.map(({code}) => code)).toEqual(['slug-taken'])
  })
})
