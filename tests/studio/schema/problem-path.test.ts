import {describe, expect, it} from 'vitest'

import {toStudioPath} from '../../../studio/schema/problem-path.ts'

describe('paths of problems as the Studio writes them', () => {
  it.each([
    ['', []],
    ['title', ['title']],
    [
      'sections[_key=="a1"].body[_key=="b2"].children[_key=="c"].text',
      ['sections', {_key: 'a1'}, 'body', {_key: 'b2'}, 'children', {_key: 'c'}, 'text'],
    ],
    ['sections[_key=="a\\"]"].heading', ['sections', {_key: 'a"]'}, 'heading']],
    ['keyPoints[2]', ['keyPoints', 2]],
    ['a["odd name"].b', ['a', 'odd name', 'b']],
    ['sections[_key=="s1"].markdown:12:3', ['sections', {_key: 's1'}, 'markdown']],
    ['sections[_key=="s1"].section->section.body', ['sections', {_key: 's1'}, 'section']],
  ])('reads %s', (path, steps) => {
    expect(toStudioPath(path)).toEqual(steps)
  })
})
