import {describe, expect, it} from 'vitest'

import {formatsNamed} from '../../../cli/export/choose-formats.ts'

const names = (list: ReadonlyArray<{name: string}>) => list.map(({name}) => name)

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
