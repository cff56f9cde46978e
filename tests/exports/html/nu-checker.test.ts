import {execFile} from 'node:child_process'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'

import {expect, it} from 'vitest'

import {htmlExporter, noticeArtifacts} from '#exports'

import {fixtureWorld, richComposition} from '../fixtures/composition.ts'
import {payloads, poison} from '../fixtures/hostile.ts'
import {noticesForValidators} from '../notice/notices.ts'
import {shortJava} from '../short-java.ts'
import {render, renderComposition} from './render.ts'

const run = promisify(execFile)
const jar = fileURLToPath(import.meta.resolve('vnu-jar/build/dist/vnu.jar'))

/**
 * Warnings that the checker cannot judge: it computes no hashes, knows no `'self'` for a file, and
 * takes data blocks for scripts. `tests/browser/html-page.test.ts` has a browser judge the policy.
 */
const aboutPolicy = /violates Content Security Policy \(meta tag\)/

interface NuMessage {
  type: string
  subType?: string
  url: string
  message: string
  extract?: string
}

it('passes the Nu checker: page, fragment, site page, hostile text', async (context) => {
  if (!(await hasJava())) context.skip('no `java` on this machine: the Nu checker needs Java 11')

  const rich = await render()
  const board = await render({page: 'expert-board', references: [], expertQuote: null})
  const deep = await render({}, {fragmentHeadingLevel: 6})
  // Left out: control and byte-order characters, which no HTML may hold and the checks warn of.
  // eslint-disable-next-line no-control-regex
  const text = payloads.filter((payload) => !/[\u0001\uFEFF]/.test(payload)).join(' ')
  // Language tags and ids are parsed by the content model before they come here.
  const {language, id, slug} = richComposition()
  const hostile = await renderComposition({...poison(richComposition(), text), language, id, slug})
  const pages = {
    'page.html': rich.page,
    'fragment.html': wrap(rich.fragment),
    'board.html': board.page,
    'deep.html': wrap(`<h2>2</h2><h3>3</h3><h4>4</h4><h5>5</h5>${deep.fragment}`),
    'hostile.html': hostile.page,
    'hostile-fragment.html': wrap(hostile.fragment),
    ...(await noticePages()),
  }
  expect(await check(pages)).toEqual([])
})

async function noticePages(): Promise<Record<string, string>> {
  const pages: Record<string, string> = {}
  for (const [name, notice] of Object.entries(noticesForValidators)) {
    const [page] = await noticeArtifacts(notice, [htmlExporter], fixtureWorld)
    pages[`notice-${name}.html`] = new TextDecoder().decode(page!.bytes)
  }
  return pages
}

function wrap(fragment: string): string {
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title></head>' +
    `<body><main><h1>Host</h1>${fragment}</main></body></html>`
  )
}

/** Run the checker once over all pages; one line for each error and warning. */
async function check(pages: Record<string, string>): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'marrow-nu-'))
  try {
    const paths = Object.entries(pages).map(async ([name, html]) => {
      await writeFile(join(folder, name), html)
      return join(folder, name)
    })
    const args = [...shortJava, '-jar', jar, '--format', 'json', '--stdout', '--exit-zero-always']
    const {stdout} = await run('java', [...args, ...(await Promise.all(paths))], {
      maxBuffer: 1 << 26,
    })
    const {messages} = JSON.parse(stdout) as {messages: NuMessage[]}
    return messages
      .filter(({type, message}) => type === 'error' || !aboutPolicy.test(message))
      .map(({url, message, extract}) => `${url}: ${message} ${extract ?? ''}`)
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}

async function hasJava(): Promise<boolean> {
  try {
    await run('java', ['-version'])
    return true
  } catch {
    return false
  }
}
