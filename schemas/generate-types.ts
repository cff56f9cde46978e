import {TypeGenerator} from '@sanity/codegen'
import {Schema} from '@sanity/schema'
import {builtinTypes, extractSchema} from '@sanity/schema/_internal'

import {documentTypes, objectTypes} from './definitions.ts'
import {contentModelTables, fillPage} from './docs/tables.ts'

type Extracted = ReturnType<typeof extractSchema>
type ExtractedType = Extracted[number]

const header = `// Made from the definitions by \`npm run types:generate\`; do not edit.

`
const systemFields = ['_createdAt', '_updatedAt', '_rev']
const imageFields = ['_type', 'asset']

/**
 * Write the types of the content model as TypeScript, from the definitions.
 *
 * Stricter than Sanity's own output where `parseDocument` is: a span has text, an image has an
 * asset and nothing else, a slug has no source. Looser for system fields: sealed documents have
 * none.
 */
export async function generateTypes(): Promise<string> {
  const types = [...documentTypes, ...objectTypes]
  const builtin = Schema.compile({name: 'builtin', types: builtinTypes})
  const schema = Schema.compile({name: 'marrow', types, parent: builtin})
  if (!isCompiled(schema)) throw new Error('Sanity compiled no schema')
  const extracted = extractSchema(schema, {enforceRequiredFields: true})
  const ours = extracted.filter(isOurs).map((type) => structuredClone(type))
  ours.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const type of ours) tighten(type)
  const {code} = await new TypeGenerator().generateTypes({schema: ours})
  return header + code
}

/** Bridge two declarations of one class: `exactOptionalPropertyTypes` tells them apart. */
function isCompiled(schema: object): schema is Parameters<typeof extractSchema>[0] {
  return 'getTypeNames' in schema
}

function isOurs(type: ExtractedType): boolean {
  const names: string[] = [...documentTypes, ...objectTypes].map((type) => type.name)
  const name = type.name.replace(/\.reference$/, '')
  return names.includes(name) || type.name === 'slug' || type.name === 'sanity.imageAsset.reference'
}

/** Adjust a node of an extracted schema, and all below it, in place. */
function tighten(node: unknown): void {
  if (typeof node !== 'object' || node === null) return
  if (isObjectNode(node)) {
    const {attributes} = node
    const type = attributes['_type']?.value?.value
    if (type === 'span') attributes['text']!.optional = false
    if (type === 'slug') delete attributes['source']
    if (type === 'image') {
      for (const name of Object.keys(attributes)) {
        if (!imageFields.includes(name)) delete attributes[name]
      }
      attributes['asset']!.optional = false
    }
    for (const name of systemFields) {
      if (attributes[name] !== undefined) attributes[name].optional = true
    }
  }
  for (const child of Object.values(node)) tighten(child)
}

interface ObjectNode {
  attributes: Record<string, {optional?: boolean; value?: {value?: unknown}}>
}

function isObjectNode(node: object): node is ObjectNode {
  return 'attributes' in node
}

if (import.meta.main) {
  const {readFile, writeFile} = await import('node:fs/promises')
  const page = new URL('../docs/content-model.md', import.meta.url)
  await writeFile(new URL('types.generated.ts', import.meta.url), await generateTypes())
  await writeFile(page, fillPage(await readFile(page, 'utf8'), contentModelTables()))
}
