import {existsSync, readFileSync} from 'node:fs'

import {describe, expect, it} from 'vitest'

import {remedies} from '../../../../pipeline/approval/admission/refuse.ts'

describe('docs/approval.md', () => {
  it('has one row for every refusal code, with a test that is there', () => {
    const docs = readFileSync(new URL('../../../../docs/approval.md', import.meta.url), 'utf8')
    const [, table = ''] = docs.split('| code | meaning | remedy | test |')
    const rows = table
      .split('\n\n')[0]!
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split('|').map((cell) => cell.trim()))

    const codes = rows.flatMap(([, code = '']) =>
      [...code.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
    )
    expect(codes.toSorted()).toEqual(Object.keys(remedies).toSorted())
    for (const [, , , , tests = ''] of rows) {
      for (const name of tests.split(', ')) {
        expect([name, existsSync(new URL(`${name}.test.ts`, import.meta.url))]).toEqual([
          name,
          true,
        ])
      }
    }
  })
})
