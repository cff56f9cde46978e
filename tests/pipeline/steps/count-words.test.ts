import {describe, expect, it} from 'vitest'

import {countWords, toReadingMinutes} from '../../../pipeline/steps/count-words.ts'

const words = (value: string) => countWords({type: 'text', value})

describe('countWords', () => {
  it.each([
    ['Bone marrow edema of the knee', 6],
    ["Ewing's sarcoma, X-rays – and 2.5 mg", 6],
    ['', 0],
    ['… — !', 0],
    ['骨髓水肿', 4],
  ])('counts %j as %i', (text, count) => {
    expect(words(text)).toBe(count)
  })
})

describe('toReadingMinutes', () => {
  it.each([
    [0, 1],
    [200, 1],
    [201, 2],
    [2000, 10],
  ])('needs for %i words %i minutes', (count, minutes) => {
    expect(toReadingMinutes(count)).toBe(minutes)
  })
})
