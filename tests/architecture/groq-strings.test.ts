import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

import {describe, expect, it} from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folders = ['schemas', 'pipeline', 'exports', 'lake', 'cli']

/** A GROQ query that is put together from other texts, in place of one with parameters. */
const joined = [
  // a template with a query and a hole
  /`[^`]*\*\s*\[[^`]*\$\{[^`]*`/,
  /`[^`]*\$\{[^`]*\*\s*\[[^`]*`/,
  // a query with something added
  /'\*\s*\[[^'\n]*'\s*\+/,
  /"\*\s*\[[^"\n]*"\s*\+/,
]

describe('row 15: GROQ in our own sources', () => {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), {recursive: true, encoding: 'utf8'})
      .filter((path) => path.endsWith('.ts'))
      .map((path) => join(folder, path)),
  )

  it('takes values only as parameters', () => {
    const wrong = files.filter((file) => {
      const source = readFileSync(join(root, file), 'utf8')
        .replaceAll(/\/\*[\s\S]*?\*\//g, '')
        // where a slice ends must be a number in the query itself
        .replaceAll(/\[0\.\.\.\$\{pageSize\}\]/g, '')
      return joined.some((pattern) => pattern.test(source))
    })
    expect(files.length).toBeGreaterThan(100)
    expect(wrong).toEqual([])
  })

  it('would find one that does not', () => {
    const samples = [
      'const q = `*[_id == "${id}"]`',
      'const q = `${start}*[_type == "a"]`',
      `const q = '*[_id == "' + id + '"]'`,
    ]
    expect(samples.filter((sample) => joined.some((pattern) => pattern.test(sample)))).toEqual(
      samples,
    )
  })
})
