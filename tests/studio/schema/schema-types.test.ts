import {Schema} from '@sanity/schema'
import {validateSchema, groupProblems} from '@sanity/schema/_internal'
import {describe, expect, it} from 'vitest'

import {documentTypes, objectTypes} from '#schemas'

import {schemaTypes} from '../../../studio/schema/schema-types.ts'

describe('the types of the Studio', () => {
  it('are those of the content model, each once', () => {
    const names = [...documentTypes, ...objectTypes].map(({name}) => name)
    expect(schemaTypes.map(({name}) => name)).toEqual(names)
  })

  it('have the fields of the content model, and no other', () => {
    const fieldsOf = (types: readonly object[]) =>
      Object.fromEntries(
        types.map((type) => {
          const {name, fields = []} = type as {name: string; fields?: Array<{name: string}>}
          return [name, fields.map((field) => field.name).toSorted()]
        }),
      )
    expect(fieldsOf(schemaTypes)).toEqual(fieldsOf([...documentTypes, ...objectTypes]))
  })

  it('are without a fault to Sanity', () => {
    const problems = groupProblems(validateSchema([...schemaTypes]).getTypes())
    const errors = problems.flatMap(({problems, path}) =>
      problems.filter(({severity}) => severity === 'error').map((problem) => ({path, problem})),
    )
    expect(errors).toEqual([])
  })

  it('compile', () => {
    const schema = Schema.compile({name: 'marrow', types: schemaTypes})
    expect(schema.get('article')?.name).toBe('article')
  })

  it('have an icon and a preview for every document', () => {
    const bare = schemaTypes.filter(
      (type) => type.type === 'document' && !('icon' in type && 'preview' in type),
    )
    expect(bare).toEqual([])
  })

  it('put every field of a grouped type into one of its groups', () => {
    const loose = schemaTypes.flatMap((type) => {
      const {groups, fields = []} = type as {
        groups?: Array<{name: string}>
        fields?: Array<{name: string; group?: string | string[]}>
      }
      if (!groups) return []
      const known = new Set(groups.map(({name}) => name))
      return fields
        .filter(({group}) => [group].flat().some((name) => !name || !known.has(name)))
        .map(({name}) => `${type.name}.${name}`)
    })
    expect(loose).toEqual([])
  })
})
