import {execFile} from 'node:child_process'
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'

import {afterAll, beforeAll, expect, it} from 'vitest'

import type {Composition} from '#pipeline'

import {preview, published, textOf} from './make.ts'

const consumer = new URL('../../../exports/formats/json/example-consumer.mjs', import.meta.url)
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marrow-json-'))
})

afterAll(() => rm(folder, {recursive: true}))

async function consume(composition: Composition): Promise<string> {
  const path = join(folder, 'article.json')
  await writeFile(path, await textOf(composition))
  const {stdout} = await promisify(execFile)(process.execPath, [consumer.pathname, path])
  return stdout
}

it('A consumer of twenty lines shows text, byline, reviewers, notices and sources', async () => {
  const html = await consume(published())
  expect(html).toContain('<h1>Bone marrow edema</h1>')
  expect(html).toContain('Reviewed by Ada Sample, MD, PhD on 2026-11-21.')
  expect(html).toContain('<p role="note">A page number was wrong.</p>')
  expect(html).toContain('<h2>Causes</h2>')
  expect(html).toContain('<li id="ref-1">')
  expect(html).toContain('This page informs only.')
  const lines = (await readFile(consumer, 'utf8')).split('\n')
  expect(
    lines.filter((line) => line.trim() !== '' && !line.startsWith('//')).length,
  ).toBeLessThanOrEqual(20)
})

it('It shows the notice of a sample, and no reviewer', async () => {
  const html = await consume(published({sample: true}))
  expect(html).toContain('<p role="note">Sample content, not reviewed by a physician.')
  expect(html).toContain('Reviewed by nobody.')
})

it('It refuses a preview', async () => {
  await expect(consume(preview())).rejects.toThrow('Nobody has approved this text')
})
