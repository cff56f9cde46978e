import {readdirSync, readFileSync} from 'node:fs'

import {describe, expect, it} from 'vitest'

const root = new URL('../../../', import.meta.url)

/** Places in the sources that name a rule: a field, a call, the maker of a check. */
const places = [
  /\bruleId:\s*([^,}]+)/g,
  /\b(?:fatal|warning)\(\s*('[a-z-]+')/g,
  /\bfindInTexts\(\s*('[a-z-]+')/g,
]

function rulesInSources(): string[] {
  const pipeline = readdirSync(new URL('pipeline', root), {recursive: true, encoding: 'utf8'})
  const files = [
    ...pipeline.map((name) => `pipeline/${name}`),
    'exports/figure-rights.ts',
    'cli/export/notice-files.ts',
    'cli/export/unexpected-faults.ts',
  ]
  const rules = files
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const text = readFileSync(new URL(name, root), 'utf8')
      return places.flatMap((place) => [...text.matchAll(place)].map((match) => match[1] ?? ''))
    })
    .flatMap((expression) => [...expression.matchAll(/'([a-z]+(?:-[a-z]+)*)'/g)])
    .map((match) => match[1] ?? '')
  return [...new Set(rules)].toSorted()
}

describe('docs/messages.md', () => {
  const docs = readFileSync(new URL('docs/messages.md', root), 'utf8')
  const rows = [...docs.matchAll(/^\| `([a-z-]+)` \| (fatal|warning|info) \| (.+) \| (.+) \|$/gm)]

  it('lists every rule of the sources once, in order of names, and no other', () => {
    const listed = rows.map((row) => row[1])
    expect(listed).toEqual(rulesInSources())
    expect(listed.length).toBeGreaterThan(40)
  })

  it('says of each what it means and what to do', () => {
    for (const [, , , meaning, remedy] of rows) {
      expect(meaning?.length).toBeGreaterThan(10)
      expect(remedy?.length).toBeGreaterThan(5)
    }
  })
})
