import {writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {beforeEach, describe, expect, it} from 'vitest'

import {exporters} from '#exports'
import {schemaProblems} from '#pipeline'

import {readFormatOptions, withOptions} from '../../../cli/export/format-options.ts'
import schema from '../../../cli/export/formats.schema.json' with {type: 'json'}
import {homeAt, type Home} from '../../../cli/home/paths.ts'
import {temporaryFolder} from '../harness.ts'

let home: Home

beforeEach(() => {
  home = homeAt({MARROW_HOME: temporaryFolder()})
})

function write(value: unknown): void {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  writeFileSync(join(home.dir, 'formats.json'), text)
}

describe('the options of formats', () => {
  it('are described for every format, with every option of it', () => {
    const described = Object.fromEntries(
      Object.entries(schema.properties)
        .filter(([name]) => name !== 'format' && name !== '$schema')
        .map(([name, of]) => [
          name,
          'properties' in of ? Object.keys(of.properties).toSorted() : [],
        ]),
    )
    const there = exporters.map(({name, defaults}) => [name, Object.keys(defaults).toSorted()])
    expect(described).toEqual(Object.fromEntries(there))
  })

  it('are by default what their description allows', () => {
    const defaults = exporters.map(({name, defaults}) => [name, defaults])
    expect(schemaProblems({format: 1, ...Object.fromEntries(defaults)}, schema)).toEqual([])
  })

  it('are those of the home, the others as by default', () => {
    write({format: 1, docx: {paper: 'letter'}})
    const configured = withOptions(exporters, readFormatOptions(home))
    const docx = configured.find(({name}) => name === 'docx')
    expect(docx?.defaults).toMatchObject({paper: 'letter', referenceStyle: 'ama'})
    const others = (all: typeof exporters) => all.filter(({name}) => name !== 'docx')
    expect(others(configured)).toEqual(others(exporters))
  })

  it('are as by default where the home has no such file', () => {
    expect(withOptions(exporters, readFormatOptions(home))).toEqual(exporters)
  })

  it.each([
    ['{"format": 1,}', /formats\.json:1:14: /],
    [{}, /formats\.json: .*format/],
    [{format: 2}, /formats\.json: .*format/],
    [{format: 1, gopher: {}}, /formats\.json: .*gopher/],
    [{format: 1, docx: {papier: 'a4'}}, /formats\.json: .*docx.*papier/],
    [{format: 1, docx: {paper: 'a3'}}, /formats\.json: .*docx\.paper/],
    [{format: 1, pdf: {paper: {widthMm: 10, heightMm: 100}}}, /formats\.json: .*pdf\.paper/],
    [{format: 1, icml: {styles: {Bodi: 'x'}}}, /formats\.json: .*icml\.styles.*Bodi/],
    ['{"format": 1, "__proto__": {}}', /formats\.json/],
  ])('are refused with file and place: %j', (value, message) => {
    write(value)
    expect(() => readFormatOptions(home)).toThrow(message)
  })
})
