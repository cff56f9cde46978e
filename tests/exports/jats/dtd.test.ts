import {execFile} from 'node:child_process'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'

import {expect, it} from 'vitest'

import {citationsExporter} from '#exports'

import {noticesForValidators} from '../notice/notices.ts'
import {articlesForValidators, writeJats, writeNotice} from './articles.ts'

const run = promisify(execFile)
const catalog = fileURLToPath(
  new URL('../../../node_modules/@jats4r/dtds/schema/catalog.xml', import.meta.url),
)
const versions = ['1.3', '1.4'] as const
const journal = {id: 'knees', title: 'Journal of Knees', issn: '1234-5679'}

it('is valid against the DTDs: both versions, with and without an ISSN', async (context) => {
  if (!(await hasXmllint())) context.skip('no `xmllint` here: install libxml2-utils')
  const files: Record<string, string> = {}
  for (const [name, article] of Object.entries(await articlesForValidators())) {
    const green = await writeJats(article, {versions})
    const blue = await writeJats(article, {versions, journal})
    for (const [path, xml] of Object.entries(green)) files[`green-${name}-${path}`] = xml
    for (const [path, xml] of Object.entries(blue)) files[`blue-${name}-${path}`] = xml
    const world = {readAsset: async () => new Uint8Array()}
    for (const {path, bytes} of await citationsExporter.export(article, {}, world)) {
      if (path.endsWith('.xml')) files[`${name}-${path}`] = new TextDecoder().decode(bytes)
    }
  }
  for (const [name, notice] of Object.entries(noticesForValidators)) {
    const green = await writeNotice(notice, {versions})
    const blue = await writeNotice(notice, {versions, journal})
    for (const [path, xml] of Object.entries(green)) files[`green-notice-${name}-${path}`] = xml
    for (const [path, xml] of Object.entries(blue)) files[`blue-notice-${name}-${path}`] = xml
  }
  expect(Object.keys(files).length).toBeGreaterThan(50)
  expect(await validate(files)).toEqual([])
})

it('would be found if it were not valid', async (context) => {
  if (!(await hasXmllint())) context.skip('no `xmllint` here: install libxml2-utils')
  const {rich} = await articlesForValidators()
  const {'article.jats.xml': xml = ''} = await writeJats(rich!)
  const faults = await validate({'broken.xml': xml.replace('<title-group>', '<title-group><p/>')})
  expect(faults.join('\n')).toMatch(/Element title-group content does not follow the DTD/)
})

/** Run xmllint over all files, without a network; a line for each fault. */
async function validate(files: Record<string, string>): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'marrow-jats-'))
  try {
    const paths = Object.entries(files).map(async ([name, xml]) => {
      await writeFile(join(folder, name), xml)
      return join(folder, name)
    })
    const env = {...process.env, XML_CATALOG_FILES: catalog}
    const args = ['--nonet', '--noout', '--valid', ...(await Promise.all(paths))]
    try {
      await run('xmllint', args, {env, maxBuffer: 1 << 26})
      return []
    } catch (error) {
      return String((error as {stderr?: unknown}).stderr)
        .split('\n')
        .filter((line) => /error|warning/.test(line))
    }
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}

async function hasXmllint(): Promise<boolean> {
  try {
    await run('xmllint', ['--version'])
    return true
  } catch {
    return false
  }
}
