import {existsSync, readFileSync} from 'node:fs'

import {describe, expect, it} from 'vitest'

const root = new URL('../../', import.meta.url)
const page = readFileSync(new URL('docs/lake-reliability.md', root), 'utf8')

/** Test files that the page names for a row. */
function testsOf(row: number): string[] {
  const [bad = ''] = page.split('## Faults')
  const line = bad.split('\n').find((text) => text.startsWith(`| ${row} |`)) ?? ''
  return [...line.matchAll(/`(tests\/[^`]+)`/g)].map(([, path = '']) => path)
}

describe('docs/lake-reliability.md', () => {
  it.each(Array.from({length: 17}, (_, index) => index + 1))('names a test for row %i', (row) => {
    const tests = testsOf(row)
    expect(tests.length).toBeGreaterThan(0)
    for (const path of tests) {
      expect([path, existsSync(new URL(path, root))]).toEqual([path, true])
      expect(readFileSync(new URL(path, root), 'utf8')).toMatch(/\b(?:it|test)(?:\.each)?\(/)
    }
  })
})
