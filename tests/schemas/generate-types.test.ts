import {readFile} from 'node:fs/promises'

import {validateSchema} from '@sanity/schema/_internal'
import {describe, expect, it} from 'vitest'

import {documentTypes, objectTypes} from '#schemas'

import {generateTypes} from '../../schemas/generate-types.ts'

describe('types.generated.ts', () => {
  it('is what the definitions give', async () => {
    const file = new URL('../../schemas/types.generated.ts', import.meta.url)
    expect(await readFile(file, 'utf8'), 'stale: run `npm run types:generate`').toBe(
      await generateTypes(),
    )
  })
})

describe('the definitions', () => {
  it('have no problem for Sanity', () => {
    const types = [...documentTypes, ...objectTypes]
    const problems = types.flatMap(({name}) => problemsOf(validateSchema(types).get(name)))
    expect(problems).toEqual([])
  })

  it('give every field a title', () => {
    const untitled = [...documentTypes, ...objectTypes].flatMap((type) =>
      'fields' in type ? type.fields.filter((field) => !field.title).map(({name}) => name) : [],
    )
    expect(untitled).toEqual([])
  })

  it('make editions and statements read-only', () => {
    const readOnly = documentTypes.filter((type) => 'readOnly' in type && type.readOnly)
    expect(readOnly.map(({name}) => name)).toEqual(['edition', 'statement'])
  })
})

/** Problems that Sanity notes on a type and on all below it. */
function problemsOf(type: unknown): unknown[] {
  if (typeof type !== 'object' || type === null) return []
  return Object.entries(type).flatMap(([name, value]: [string, unknown]) =>
    name === '_problems' && Array.isArray(value) ? value : problemsOf(value),
  )
}
