import {describe, expect, it} from 'vitest'

import {pathFault, pathFaults} from '../../../exports/bundle/path-faults.ts'

describe('pathFault', () => {
  it.each([
    'data/index.html',
    'data/assets/3f2a.svg',
    'data/knie-ödem/bild.svg',
    'data/.hidden',
    'data/console.svg',
    'a'.repeat(255),
  ])('lets `%s` pass', (path) => {
    expect(pathFault(path)).toBeUndefined()
  })

  it.each([
    ['/etc/passwd', 'path-absolute'],
    ['C:/x', 'path-absolute'],
    ['\\\\server\\x', 'path-absolute'],
    ['../../x', 'path-escapes'],
    ['a/../b', 'path-escapes'],
    ['a//b', 'path-escapes'],
    ['./a', 'path-escapes'],
    ['a/', 'path-escapes'],
    ['', 'path-escapes'],
    ['a\\b', 'path-character'],
    ['a\u0000b', 'path-character'],
    ['a\nb', 'path-character'],
    ['a%2e%2e/b', 'path-character'],
    ['ab:c', 'path-character'],
    ['a\u202Egvs.exe', 'path-character'],
    ['a\u200Bb', 'path-character'],
    ['a\uD800b', 'path-character'],
    ['CON', 'path-reserved'],
    ['con.en', 'path-reserved'],
    ['data/Aux.svg', 'path-reserved'],
    ['lpt¹', 'path-reserved'],
    ['name.', 'path-ending'],
    ['name ', 'path-ending'],
    [' name', 'path-ending'],
    ['dir./x', 'path-ending'],
    ['e\u0301.svg', 'path-not-normal'],
    ['a'.repeat(300), 'path-too-long'],
    ['ö'.repeat(128), 'path-too-long'],
    ['a/'.repeat(250) + 'a', 'path-too-long'],
  ])('refuses `%s` as %s', (path, code) => {
    expect(pathFault(path)?.code).toBe(code)
  })
})

describe('pathFaults', () => {
  it.each([
    ['case', ['a/x.svg', 'a/X.svg']],
    ['sharp s', ['straße', 'strasse']],
    ['the case of a folder', ['A/x', 'a/y']],
    ['a file where a folder is', ['a/b', 'a']],
    ['a folder where a file is', ['a', 'a/b']],
    ['the same path twice', ['a', 'a']],
    ['Greek final sigma', ['ος', 'οσ']],
  ])('refuses two paths that differ only by %s', (_, paths) => {
    expect(pathFaults(paths).map(({code, path}) => [code, path])).toEqual([
      ['path-collision', paths[1]],
    ])
  })

  it('reports each fault once, in order', () => {
    expect(pathFaults(['ok', '../a', 'OK']).map(({path}) => path)).toEqual(['../a', 'OK'])
  })
})
