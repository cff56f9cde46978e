import {describe, expect, it} from 'vitest'

import {updateTypes} from '#pipeline'

import {englishLabels} from '../../../../exports/labels/labels-en.ts'
import {updateTitle, updateWords} from '../../../../studio/review/parts/update-words.ts'

describe('the words of update types', () => {
  it('are those that readers see', () => {
    const titles = updateTypes.map((update) => [update, updateWords[update].title])
    expect(Object.fromEntries(titles)).toEqual(englishLabels.update)
  })

  it('name what a statement is, also where it names no type', () => {
    expect(updateTitle({kind: 'correction'})).toBe('Correction')
    expect(updateTitle({kind: 'withdrawal', update: 'retraction'})).toBe('Retraction')
    expect(updateTitle({kind: 'restoration'})).toBe('Restoration')
    expect(updateTitle({kind: 'restoration', update: 'erratum'})).toBe('Restoration, erratum')
    expect(updateTitle({kind: 'sign-off'})).toBeNull()
  })
})
