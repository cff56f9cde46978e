import {execFile} from 'node:child_process'
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import {promisify} from 'node:util'

import {expect, it} from 'vitest'

import {drawPng} from '../../../cli/export/draw-png.ts'
import {docxExporter} from '../../../exports/formats/docx/exporter.ts'
import {fixtureWorld, richComposition} from '../fixtures/composition.ts'

const run = promisify(execFile)

it('opens in LibreOffice with no text lost', async (context) => {
  const hasOffice = await run('soffice', ['--version']).then(
    () => true,
    () => false,
  )
  if (!hasOffice) context.skip('no `soffice` on this machine: install libreoffice-writer-nogui')

  const composition = richComposition()
  const [file] = await docxExporter.export(composition, docxExporter.defaults, {
    ...fixtureWorld,
    toPng: async (sha256, width) => drawPng(await fixtureWorld.readAsset(sha256), width),
  })
  const folder = await mkdtemp(join(tmpdir(), 'marrow-docx-'))
  try {
    await writeFile(join(folder, 'article.docx'), file!.bytes)
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`
    const target = ['--convert-to', 'txt:Text (encoded):UTF8', '--outdir', folder]
    await run('soffice', ['--headless', profile, ...target, join(folder, 'article.docx')])
    const read = words(await readFile(join(folder, 'article.txt'), 'utf8'))
    const expected = await readFile(new URL('expected/document.txt', import.meta.url), 'utf8')
    for (const line of expected.trimEnd().split('\n')) {
      expect(read).toContain(words(line.slice(line.indexOf(': ') + 2)))
    }
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
})

/** Letters and digits alone: a text file has other breaks and bullets. */
function words(text: string): string {
  return text.replaceAll(/&amp;/g, '&').replaceAll(/[^\p{L}\p{N}]+/gu, '')
}
