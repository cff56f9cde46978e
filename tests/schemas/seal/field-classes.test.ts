import {expect, it} from 'vitest'

import {documentTypes, fieldClasses, objectTypes} from '#schemas'

const fields = [...documentTypes, ...objectTypes].flatMap((type) =>
  'fields' in type ? type.fields.map((field) => `${type.name}.${field.name}`) : [],
)
const classed = Object.entries(fieldClasses).flatMap(([type, classes]) =>
  Object.keys(classes).map((field) => `${type}.${field}`),
)

it('classes every field of every type', () => {
  expect(fields.filter((field) => !classed.includes(field))).toEqual([])
})

it('classes no field that the definitions do not have', () => {
  expect(classed.filter((field) => !fields.includes(field))).toEqual([])
})

it('seals a byline in the article, and biographies and portraits in the site edition alone', () => {
  const {person} = fieldClasses
  for (const field of ['name', 'credentials', 'affiliation', 'sample']) {
    expect(person?.[field]).toEqual({class: 'sealed', where: 'both'})
  }
  for (const field of ['biography', 'photo', 'photoAlt', 'boardMember', 'conflictOfInterest']) {
    expect(person?.[field]).toEqual({class: 'sealed', where: 'site'})
  }
})

it('takes the status of a source from nowhere in the document', () => {
  expect(fieldClasses['citation']?.['status']).toEqual({class: 'internal'})
  expect(fieldClasses['citation']?.['statusCheckedAt']).toEqual({class: 'internal'})
})
