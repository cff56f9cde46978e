import {describe, expect, it} from 'vitest'

import {formatsNamed, formatsOfProfiles} from '../../../cli/export/choose-formats.ts'

const names = (list: ReadonlyArray<{name: string}>) => list.map(({name}) => name)
const profile = (formats: unknown, _id = 'publisher-1') => ({_id, _type: 'publisher', formats})

describe('formats on the command line', () => {
  it('are found by name, each once, in their order', () => {
    expect(names(formatsNamed('jats, html,jats'))).toEqual(['jats', 'html'])
  })

  it('are refused by name where there is none, with the list', () => {
    expect(() => formatsNamed('html,docs')).toThrow(
      /^There is no format docs: choose from html, json, .*jats.*citations/,
    )
    expect(() => formatsNamed('')).toThrow(/no format \(empty\)/)
  })
})

describe('formats of the publishers', () => {
  it('are all that any profile has, in the order of the list', () => {
    const profiles = [profile(['citations', 'jats']), profile(['html'], 'publisher-2')]
    expect(names(formatsOfProfiles(profiles))).toEqual(['html', 'jats', 'citations'])
  })

  it('are the usual ones where no profile says any', () => {
    expect(names(formatsOfProfiles([profile([]), profile(undefined, 'b')]))).toEqual([
      'html',
      'json',
    ])
  })

  it('do not count in drafts', () => {
    expect(names(formatsOfProfiles([profile(['jats'], 'drafts.publisher-1')]))).toEqual([
      'html',
      'json',
    ])
  })

  it('are refused with the profile that has one that there is not', () => {
    expect(() => formatsOfProfiles([profile(['word'])])).toThrow(
      expect.objectContaining({code: 'data', message: expect.stringContaining('`publisher-1`')}),
    )
  })
})
