import {execFileSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {publishTorture, tortureWorld} from '../../../articles/torture/torture.ts'
import {pdfExporter} from '#exports'

import {makePdf, typesetter} from './make-pdf.ts'

/** Programs that we did not write, from Debian's poppler-utils and qpdf. */
describe('a PDF in other programs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'marrow-pdf-'))
  const [rich, torture] = ['rich', 'torture'].map((name) => join(folder, `${name}.pdf`)) as [
    string,
    string,
  ]
  beforeAll(async () => {
    writeFileSync(rich, await makePdf())
    const publication = await publishTorture()
    const world = {...tortureWorld, ...typesetter}
    const [artifact] = await pdfExporter.export(publication, pdfExporter.defaults, world)
    writeFileSync(torture, artifact!.bytes)
  })
  afterAll(() => rmSync(folder, {recursive: true}))

  it('has no fault for qpdf', (context) => {
    if (!isThere('qpdf')) context.skip('no `qpdf` on this machine')
    for (const file of [rich, torture]) {
      expect(run('qpdf', '--check', file)).toContain('No syntax or stream encoding errors found')
    }
  })

  it('is tagged for poppler, with all fonts embedded and readable', (context) => {
    if (!isThere('pdfinfo')) context.skip('no `pdfinfo` on this machine: install poppler-utils')
    for (const file of [rich, torture]) {
      expect(run('pdfinfo', file)).toMatch(/Tagged: +yes/)
      const fonts = run('pdffonts', file).trim().split('\n').slice(2)
      expect(fonts.length).toBeGreaterThan(3)
      for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+\S+ .* yes yes yes/)
    }
  })

  it('gives poppler its words in both directions', (context) => {
    if (!isThere('pdftotext')) context.skip('no `pdftotext` on this machine: install poppler-utils')
    const text = run('pdftotext', torture, '-')
    expect(text).toContain('Ελληνικά')
    expect(text).toContain('Кириллица')
    expect(text).toContain('ألم الركبة بعد السقوط')
    expect(text).toContain('כאב בברך אחרי נפילה')
  })
})

function isThere(program: string): boolean {
  try {
    execFileSync(program, program === 'qpdf' ? ['--version'] : ['-v'], {stdio: 'ignore'})
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}

function run(program: string, ...words: string[]): string {
  return execFileSync(program, words, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']})
}
