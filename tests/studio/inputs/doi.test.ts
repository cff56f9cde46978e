import {describe, expect, it} from 'vitest'

import {doiIn} from '../../../studio/inputs/doi.ts'
import {searchWords} from '../../../studio/inputs/source-query.ts'

describe('a DOI in what was pasted', () => {
  it.each([
    ['10.1038/bonekey.2015.124', '10.1038/bonekey.2015.124'],
    ['https://doi.org/10.3390/jcm9020551', '10.3390/jcm9020551'],
    ['doi:10.3390/medicina57111143.', '10.3390/medicina57111143'],
    ['https://doi.org/10.1002%2F(SICI)1097', '10.1002/(SICI)1097'],
    ['see (10.1000/182)', undefined],
    ['bone marrow 10.5 mg', undefined],
    ['%E0%A4%A', undefined],
    ['', undefined],
  ])('of %s is %s', (text, doi) => {
    expect(doiIn(text)).toBe(doi)
  })
})

describe('words of a search', () => {
  it('may each go on, and lose what GROQ would take for something else', () => {
    expect(searchWords('Ödem, bone* "marrow"')).toEqual(['Ödem*', 'bone*', 'marrow*'])
    expect(searchWords(' … ')).toEqual([])
  })
})
