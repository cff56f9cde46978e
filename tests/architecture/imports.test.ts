import {readdirSync, readFileSync} from 'node:fs'
import {dirname, join, relative, resolve} from 'node:path'
import {fileURLToPath} from 'node:url'

import {describe, expect, it} from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** What each folder may import of ours, as the table in ARCHITECTURE.md says. */
const allowed: Record<string, string[]> = {
  schemas: [],
  pipeline: ['#schemas'],
  exports: ['#schemas', '#pipeline'],
  lake: ['#schemas'],
  studio: ['#schemas', '#pipeline', '#exports/html', '#exports/json'],
  cli: ['#schemas', '#pipeline', '#exports', '#lake'],
}

/** Folders whose code runs unchanged in Node and in the browser. */
const isomorphic = [
  /^schemas\//,
  /^pipeline\//,
  /^exports\/(article|evidence|flow|typeset|formats|labels|references|bundle|verify|xml|zip)\//,
  /^exports\/[^/]+\.ts$/,
]
/** Programs that live beside the code that they serve, and run in Node only. */
const programs = ['schemas/generate-types.ts']

interface Import {
  file: string
  target: string
  /** A type import: nothing is left of it at run time, so it cannot close a cycle. */
  isErased: boolean
}

describe('the dependency rule', () => {
  const files = Object.keys(allowed).flatMap((folder) => sources(folder))
  const imports = files.flatMap((file) => importsOf(file))

  it('reads the sources', () => {
    expect(files.length).toBeGreaterThan(50)
    expect(imports.length).toBeGreaterThan(100)
  })

  it('lets a folder import only what the table allows', () => {
    const wrong = imports.filter(
      ({file, target}) =>
        target.startsWith('#') && !allowed[folderOf(file)]?.includes(target) && !isProgram(file),
    )
    expect(wrong).toEqual([])
  })

  it('keeps relative imports inside their folder', () => {
    const wrong = imports.filter(
      ({file, target}) =>
        target.startsWith('.') && folderOf(resolveFrom(file, target)) !== folderOf(file),
    )
    expect(wrong).toEqual([])
  })

  it('writes relative imports with their ending', () => {
    const wrong = imports.filter(
      ({target}) => target.startsWith('.') && !/\.(tsx?|json|mjs|css)$/.test(target),
    )
    expect(wrong).toEqual([])
  })

  it('lets nobody inside a folder import its index', () => {
    const wrong = imports.filter(
      ({file, target}) =>
        target.startsWith('.') &&
        resolveFrom(file, target) === `${folderOf(file)}/index.ts` &&
        !isProgram(file),
    )
    expect(wrong).toEqual([])
  })

  it('keeps the core free of Node', () => {
    const wrong = imports.filter(
      ({file, target}) => isIsomorphic(file) && /^(node:|fs|path|crypto$)/.test(target),
    )
    expect(wrong).toEqual([])
  })

  it('keeps the core free of clock, chance and network', () => {
    const wrong = files.filter(isIsomorphic).flatMap((file) => {
      const text = withoutComments(readFileSync(join(root, file), 'utf8'))
      const found = text.match(
        /Date\.now\(|new Date\(\)|Math\.random\(|getRandomValues|randomUUID|\bfetch\(|XMLHttpRequest|process\.|localeCompare|toLocale/g,
      )
      return (found ?? []).map((word) => ({file, word}))
    })
    expect(wrong).toEqual([])
  })

  it('has no format import another', () => {
    const wrong = imports.filter(({file, target}) => {
      const from = /^exports\/formats\/([^/]+)\//.exec(file)?.[1]
      const to = target.startsWith('.')
        ? /^exports\/formats\/([^/]+)\//.exec(resolveFrom(file, target))?.[1]
        : undefined
      return from !== undefined && to !== undefined && from !== to
    })
    expect(wrong).toEqual([])
  })

  it('has no cycle', () => {
    const graph = new Map<string, string[]>()
    for (const {file, target, isErased} of imports) {
      if (isErased) continue
      const to = target.startsWith('.')
        ? resolveFrom(file, target)
        : target.startsWith('#')
          ? entryOf(target)
          : undefined
      if (to) graph.set(file, [...(graph.get(file) ?? []), to])
    }
    expect(cycleIn(graph)).toEqual([])
  })
})

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), {recursive: true, encoding: 'utf8'})
    .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('.'))
    .map((name) => `${folder}/${name}`)
    .toSorted()
}

function importsOf(file: string): Import[] {
  const text = withoutComments(readFileSync(join(root, file), 'utf8'))
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\b)?[^'";]*?from\s+'([^']+)'|import\('([^']+)'\)|(?:^|\n)import\s+'([^']+)'/g
  return [...text.matchAll(pattern)].map(([, type, from, dynamic, bare]) => ({
    file,
    target: from ?? dynamic ?? bare ?? '',
    isErased: type !== undefined,
  }))
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1')
}

/** The file that a `#` import of ours leads to. */
function entryOf(target: string): string {
  const {imports} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    imports: Record<string, string>
  }
  return imports[target]?.replace('./', '') ?? target
}

function folderOf(file: string): string {
  return file.split('/')[0] ?? ''
}

function resolveFrom(file: string, target: string): string {
  return relative(root, resolve(root, dirname(file), target))
}

function isIsomorphic(file: string): boolean {
  return isomorphic.some((pattern) => pattern.test(file)) && !isProgram(file)
}

function isProgram(file: string): boolean {
  return programs.includes(file)
}

function cycleIn(graph: Map<string, string[]>): string[] {
  const done = new Set<string>()
  const visit = (file: string, trail: string[]): string[] => {
    const at = trail.indexOf(file)
    if (at !== -1) return [...trail.slice(at), file]
    if (done.has(file)) return []
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...trail, file])
      if (cycle.length > 0) return cycle
    }
    done.add(file)
    return []
  }
  for (const file of graph.keys()) {
    const cycle = visit(file, [])
    if (cycle.length > 0) return cycle
  }
  return []
}
