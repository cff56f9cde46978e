import {expect, it} from 'vitest'

import {placeName, withNames} from '../../../studio/preview/place-name.ts'

const root = {
  _id: 'knee',
  _type: 'article',
  sections: [
    {_key: 'a', heading: 'Causes', sections: [{_key: 'b', heading: 'Injuries', body: []}]},
    {_key: 'c', heading: ''},
  ],
}
const names: Record<string, string> = {hip: 'The hip'}
const nameOf = (id: string): string | undefined => names[id]

it.each([
  ['sections[_key=="a"].sections[_key=="b"].body[_key=="x"]', 'Causes › Injuries'],
  ['sections[_key=="a"].markdown:3:9', 'Causes, line 3'],
  ['sections[_key=="c"].body[_key=="x"]', 'Sections'],
  ['sections[_key=="c"].heading', 'Sections, heading'],
  ['sections[_key=="a"].aspect', 'Causes, Aspect'],
  ['keyPoints[1]', 'Key points'],
  ['', ''],
])('A finding at %s is at %s', (path, place) => {
  expect(placeName({document: 'knee', path}, root, nameOf)).toBe(place)
})

it('A finding in another document has its name', () => {
  expect(placeName({document: 'hip', path: 'title'}, root, nameOf)).toBe('The hip, Title')
  expect(placeName({document: 'toe', path: 'title'}, root, nameOf)).toBe('toe, Title')
})

it('Documents that a finding names by id have their names', () => {
  expect(withNames('The article `hip` is not published; `toe` is', nameOf)).toBe(
    'The article “The hip” is not published; `toe` is',
  )
})
