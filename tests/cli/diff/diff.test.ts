import {expect, it} from 'vitest'

import {run} from '../../../cli/run.ts'
import {styleWith} from '../../../cli/terminal/terminal.ts'
import {marrow, now, sampleHome, steering} from '../harness.ts'
import {article, editedHome, paragraph} from './edited-home.ts'

const added: Record<string, unknown> = paragraph('Rest alone does not heal it in every case.')

function insideOf(section: Record<string, unknown> | undefined): unknown[] {
  return section?.['body'] as unknown[]
}

it('A draft is compared with what is approved', async () => {
  const home = await editedHome((draft) => {
    draft['title'] = 'Bone marrow lesions of the knee'
    insideOf(draft.sections[0]).push(added)
  })
  const {exit, out} = await marrow(home, ['diff', 'bone-marrow-edema-knee'])
  expect(exit).toBe(0)
  expect(out).toContain(`edition.${article}.1 -> draft of ${article}`)
  expect(out).toContain('1 paragraph added, title changed')
  expect(out).toContain('~ title: Bone marrow [-edema-]{+lesions+} of the knee')
  expect(out).toContain('+ Rest alone does not heal it in every case.')
  expect(out).toMatch(/\.\.\. \d+ parts unchanged/)
})

it('An article that is as it was approved says so, and shows nothing', async () => {
  const {exit, out} = await marrow(await sampleHome(), ['diff', article])
  expect(exit).toBe(0)
  expect(out.split('\n').filter(Boolean)).toEqual([
    `edition.${article}.1 -> draft of ${article}`,
    'Nothing changed',
  ])
})

it('Two editions are compared, the lower one as the base, in whatever order they are given', async () => {
  const home = await editedHome((draft) => insideOf(draft.sections[0]).push(added))
  const submitted = await marrow(home, ['submit', article, '--as', 'sample-jordan'])
  expect(submitted.exit, submitted.error).toBe(0)
  const editions = [`edition.${article}.1`, `edition.${article}.2`]
  const [there, back] = [
    await marrow(home, ['diff', ...editions]),
    await marrow(home, ['diff', ...editions.toReversed()]),
  ]
  expect(there.out).toContain(`${editions[0]} -> ${editions[1]}`)
  expect(there.out).toContain('1 paragraph added')
  expect(back.out).toBe(there.out)
  expect((await marrow(home, ['diff', editions[1]!])).out).toBe(there.out)
})

it('An article without an edition is all new', async () => {
  const {out} = await marrow(await sampleHome(), ['diff', 'article-bone-bruise-knee'])
  expect(out).toContain('nothing -> draft of article-bone-bruise-knee')
  expect(out).toContain('Nothing to compare with: all is new')
})

it('Machines get the redline with its counts', async () => {
  const home = await editedHome((draft) => insideOf(draft.sections[0]).push(added))
  const data = (await marrow(home, ['diff', article, '--json'])).json()
  expect(data).toMatchObject({
    base: `edition.${article}.1`,
    summary: [{what: 'paragraph', change: 'added', count: 1}],
    redline: {identical: false},
  })
})

it('Versions of different articles are not compared', async () => {
  const words = ['diff', article, 'edition.article-knee-osteoarthritis.1']
  const {exit, error} = await marrow(await sampleHome(), words)
  expect(exit).toBe(2)
  expect(error).toContain('are not of one article')
})

it('Colours are for terminals alone, and hostile text steers none', async () => {
  const home = await editedHome((draft) => {
    draft['title'] = 'Red \u001B[2J\u001B[31m and \u202E back'
    insideOf(draft.sections[0]).push(added)
  })
  const out: string[] = []
  await run(['diff', article], {
    env: {MARROW_HOME: home},
    terminal: {
      out: (text) => out.push(text),
      error: () => {},
      progress: () => {},
      style: styleWith(true),
    },
    clock: () => now,
  })
  const coloured = out.join('\n')
  expect(coloured).toContain('\u001B[32m+ Rest alone')
  expect(coloured).toContain(String.raw`Red \u{1b}[2J\u{1b}[31m and \u{202e} back`)

  const plain = await marrow(home, ['diff', article])
  expect(plain.out).not.toMatch(steering)
})
