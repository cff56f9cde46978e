import {Ajv2020} from 'ajv/dist/2020.js'
import {describe, expect, it} from 'vitest'

import {articleSchema} from '#exports'

import {richComposition} from '../fixtures/composition.ts'
import {composeHostile} from '../fixtures/hostile-content.ts'
import {jsonOf, preview, published, sitePages} from './make.ts'
import type {Json} from './make.ts'

const ajv = new Ajv2020({
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
})
const validate = ajv.compile(articleSchema)

function faults(value: unknown): unknown {
  return validate(value) ? [] : validate.errors
}

const [board, process] = sitePages()
const compositions = {
  'a published article': published(),
  'a sample': published({sample: true}),
  'a preview': preview(),
  'a hostile preview': composeHostile(),
  'the expert board': board!,
  'the editorial process': process!,
}

describe('The published schema accepts', () => {
  it.each(Object.entries(compositions))('%s', async (_name, composition) => {
    expect(faults(await jsonOf(composition))).toEqual([])
  })

  it.each(['vancouver', 'apa'] as const)('sources in %s style', async (referenceStyle) => {
    expect(faults(await jsonOf(published(), {referenceStyle}))).toEqual([])
  })

  it('fields of a later minor version', async () => {
    const json = await jsonOf(published())
    expect(faults({...json, formatVersion: '1.7', podcast: {}})).toEqual([])
  })
})

describe('The published schema refuses', () => {
  it('a file without any one of its required fields', async () => {
    const json = await jsonOf(published())
    const {required} = articleSchema as unknown as {required: string[]}
    const missed = required.filter((name) => {
      const {[name]: _, ...rest} = json
      return validate(rest)
    })
    expect(required.length).toBeGreaterThan(30)
    expect(missed).toEqual([])
  })

  it('a value of another type, wherever it is', async () => {
    const json = await jsonOf(published())
    const all = paths(json).filter((path) => !path.includes('csl') || path.at(-1) === 'csl')
    const missed = all.filter((path) => {
      const changed = structuredClone(json)
      setAt(changed, path, [[1]])
      return validate(changed)
    })
    expect(all.length).toBeGreaterThan(200)
    expect(missed).toEqual([])
  })

  it.each<[string, (json: Json) => unknown]>([
    ['another major version', (json) => (json['formatVersion'] = '2.0')],
    ['a sample that names a reviewer', (json) => (json['sample'] = true)],
    [
      'a sample without its notice',
      (json) => delete Object.assign(json, {sample: true})['reviewedBy'],
    ],
    ['a publication without an edition', (json) => (json['edition'] = null)],
    ['a publication that names no reviewers', (json) => delete json['reviewedBy']],
    ['a preview with sign-offs', (json) => (json['status'] = 'preview')],
    ['an unchecked state', (json) => (json.sources[0]!.state = {status: 'unchecked'})],
    ['a block of another type', (json) => (json.sections[0]!.blocks[0]!.type = 'html')],
    ['a link to a script', (json) => setLink(json, 'javascript:alert(1)')],
  ])('%s', async (_name, change) => {
    const json = await jsonOf(published())
    change(json)
    expect(faults(json)).not.toEqual([])
  })
})

it('The schema documents every field that an export has', async () => {
  const closed = ajv.compile({...(close(articleSchema) as object), $id: 'https://closed.example/'})
  for (const composition of [...Object.values(compositions), richish()]) {
    expect(closed(await jsonOf(composition)) ? [] : closed.errors).toEqual([])
  }
})

/** The approval, sources and site of the HTML tests, around a body of our own. */
function richish() {
  const {tree, hast, outline, figures, leadFigure} = published()
  return richComposition({tree, hast, outline, figures, leadFigure})
}

/** Refuse every field that is not documented, except in CSL-JSON, which has a schema of its own. */
function close(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(close)
  if (typeof schema !== 'object' || schema === null) return schema
  const entries = Object.entries(schema).map(([name, member]) =>
    name === 'allOf' || name === 'csl' ? [name, member] : [name, close(member)],
  )
  const closed = Object.fromEntries(entries) as Record<string, unknown>
  if (closed['type'] === 'object') closed['additionalProperties'] = false
  return closed
}

type Path = Array<string | number>

function paths(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return path.length > 0 ? [path] : []
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  const inside = keys.flatMap((key) => paths(value[key as keyof typeof value], [...path, key]))
  return [...(path.length > 0 && !Array.isArray(value) ? [path] : []), ...inside]
}

function at(object: unknown, key: string | number): unknown {
  return (object as Record<string | number, unknown>)[key]
}

function setAt(value: unknown, path: Path, member: unknown): void {
  const parent = path.slice(0, -1).reduce<unknown>(at, value) as Record<string | number, unknown>
  parent[path.at(-1)!] = member
}

function setLink(json: Json, url: string): void {
  const link = paths(json).find((path) => path.at(-1) === 'url' && path.includes('blocks'))
  setAt(json, link!, url)
}
