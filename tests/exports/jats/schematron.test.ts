import {readdirSync, readFileSync} from 'node:fs'

import {Schema} from 'node-schematron'
import {expect, it} from 'vitest'

import type {Composition} from '#pipeline'

import {noticesForValidators} from '../notice/notices.ts'
import {articlesForValidators, writeJats, writeNotice} from './articles.ts'

const folder = new URL(
  '.',
  new URL('../../../node_modules/@jats4r/schematrons/schematrons/1.0/jats4r.sch', import.meta.url),
)

const prefixes = {
  xlink: 'http://www.w3.org/1999/xlink',
  mml: 'http://www.w3.org/1998/Math/MathML',
  ali: 'http://www.niso.org/schemas/ali/1.0/',
  xs: 'http://www.w3.org/2001/XMLSchema',
  j4r: 'http://jats4r.org/ns',
}

/** Patterns that need functions written in XSLT, which only an XSLT processor has. */
const needXslt = /^(?:coi-errors|data-availability-errors)\.sch$/

const schemas = readdirSync(folder)
  .filter((name) => name.endsWith('.sch') && !name.startsWith('jats4r') && !needXslt.test(name))
  .map((name) => ({name, schema: read(name)}))

it('is clean in the JATS4R Schematron', async () => {
  expect(schemas.length).toBeGreaterThan(10)
  const {rich, torture} = await articlesForValidators()
  // Who names a licence without its address is warned of it: that is for the editor to mend.
  const licence = {name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/'}
  const figures = Object.entries(rich!.figures).map(([id, figure]) => [id, {...figure, licence}])
  const licensed = {
    ...rich!,
    figures: Object.fromEntries(figures) as Composition['figures'],
    leadFigure: {...rich!.leadFigure!, licence},
  }
  const findings: string[] = []
  for (const [article, composition] of Object.entries({licensed, torture: torture!})) {
    const {'article.jats.xml': xml = ''} = await writeJats(composition)
    for (const {name, schema} of schemas) findings.push(...check(schema, xml, `${article} ${name}`))
  }
  expect(findings).toEqual([])
})

it('is clean in the JATS4R Schematron, as a notice of a withdrawal, but for a licence', async () => {
  const findings: string[] = []
  for (const [name, notice] of Object.entries(noticesForValidators)) {
    const {'article.jats.xml': xml = ''} = await writeNotice(notice)
    for (const rule of schemas) findings.push(...check(rule.schema, xml, `${name} ${rule.name}`))
  }
  // Nobody signed under which licence the words of a notice are.
  expect(findings.filter((one) => !one.includes('Missing top-level <permissions>'))).toEqual([])
})

it('would be found if it were not clean', async () => {
  const {rich} = await articlesForValidators()
  const {'article.jats.xml': xml = ''} = await writeJats(rich!)
  const without = xml.replaceAll(/<permissions>.*?<\/permissions>/g, '')
  const findings = schemas.flatMap(({name, schema}) => check(schema, without, name))
  expect(findings.join('\n')).toMatch(/permissions-\w+\.sch/)
})

function check(schema: Schema, xml: string, where: string): string[] {
  const results = schema.validateString(xml.replace(/<!DOCTYPE[^>]*>/, ''))
  return results.map(({message}) => `${where}: ${(message ?? '').trim().replaceAll(/\s+/g, ' ')}`)
}

/** A file of patterns, as a schema of its own: node-schematron reads no includes. */
function read(name: string): Schema {
  const patterns = readFileSync(new URL(name, folder), 'utf8')
    .replace(/<\?xml.*?\?>/, '')
    // Written in XSLT: whether this is JATS 1.1 or later, which it is.
    .replaceAll(/j4r:jats-version-later-1d2\([^)]*\)/g, 'true()')
  const ns = Object.entries(prefixes).map(
    ([prefix, uri]) => `<ns prefix="${prefix}" uri="${uri}"/>`,
  )
  return Schema.fromString(
    `<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">${ns.join('')}${patterns}</schema>`,
  )
}
