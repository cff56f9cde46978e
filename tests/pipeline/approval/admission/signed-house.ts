import {expect} from 'vitest'

import {makeHouse, type House} from './house.ts'

/** A house whose only edition is signed and admitted. */
export async function makeSignedHouse() {
  const house = await makeHouse()
  const edition = await house.submit()
  const signOffs = await house.approve(edition)
  expect((await house.admit()).approved).toHaveLength(1)
  return {house, edition, signOffs}
}

/** Codes of the refusals; fails when anything came out. */
export async function codes(house: House): Promise<string[]> {
  const {approved, refused} = await house.admit()
  expect(approved).toEqual([])
  expect(refused.every(({message, remedy}) => message !== '' && remedy !== '')).toBe(true)
  return refused.map(({code}) => code)
}

/** The text with one character changed. */
export function replaceAt(text: string, at: number): string {
  const other = text[at] === 'A' ? 'B' : 'A'
  return text.slice(0, at) + other + text.slice(at + 1)
}
