import {beforeAll, describe, expect, it} from 'vitest'

import {evidenceFiles} from '#exports'

import {approveTorture, tortureWorld} from '../../articles/torture/torture.ts'
import {typesetter} from '../formats/pdf/make-pdf.ts'
import {listRole, readPdf, type PdfReading} from '../formats/pdf/read-pdf.ts'

let files: Map<string, Uint8Array>
let cover: PdfReading

beforeAll(async () => {
  const {admission, publication} = await approveTorture()
  const evidence = {
    publication,
    approved: admission.approved[0]!,
    statements: admission.statements,
    ledger: [],
    head: {seq: 0, hash: '0'.repeat(64)},
    trust: await trustEnvelope(),
  }
  files = await evidenceFiles(evidence, {...tortureWorld, ...typesetter})
  cover = await readPdf(files.get('cover.pdf')!)
})

/** Any envelope will do: it is not opened here. */
async function trustEnvelope(): Promise<string> {
  const {admission} = await approveTorture()
  return admission.statements[0]!.envelope
}

const claims = () =>
  JSON.parse(new TextDecoder().decode(files.get('claims.json'))) as Array<{
    number: number
    sources: Array<{number: number; excerpt: string | null}>
  }>

const bare = (text: string) => text.replaceAll(/[\s\u200B\u00AD]+/gu, '')

describe('the cover of an evidence pack, of the article that makes formats fail', () => {
  it('has every claim, and beneath it each source with its passage', () => {
    const words = bare(cover.root.text)
    expect(claims().length).toBeGreaterThan(80)
    let place = 0
    for (const {number, sources} of claims()) {
      place = words.indexOf(`Claim${number}:`, place)
      expect(place, `claim ${number}`).toBeGreaterThan(-1)
      for (const source of sources) {
        const passage = source.excerpt ? `“${bare(source.excerpt)}”` : ',nopassagequoted'
        expect(words.slice(place).includes(`Source${source.number}`)).toBe(true)
        expect(words.slice(place).includes(passage), source.excerpt ?? '').toBe(true)
      }
    }
  })

  it('leads from each claim to its source', async () => {
    let links = 0
    for (let number = 1; number <= cover.document.numPages; number++) {
      const page = await cover.document.getPage(number)
      const found = await page.getAnnotations()
      links += found.filter(({subtype, dest}) => subtype === 'Link' && dest).length
    }
    const cited = claims().reduce((sum, {sources}) => sum + sources.length, 0)
    expect(links).toBeGreaterThanOrEqual(cited * 2)
  })

  it('says each statement in words, with headings that a screen reader can list', () => {
    const headings = listRole(cover.root, /^H[1-6]$/).map(({text}) => text.trim())
    expect(headings).toEqual(
      expect.arrayContaining([
        'Statements',
        'Sign-off: Sample erin',
        'Sign-off: Sample max, MD, Fellow',
        'Claims',
        'Sources',
        'Ledger',
        'Files',
      ]),
    )
  })

  it('names every other file with its digest', async () => {
    const sums = new TextDecoder().decode(files.get('SHA256SUMS')).trim().split('\n')
    const listed = sums.map((line) => line.slice(66))
    expect(listed).toEqual([...files.keys()].filter((path) => path !== 'SHA256SUMS').toSorted())
    const words = bare(cover.root.text)
    for (const line of sums.filter((each) => !each.endsWith('cover.pdf'))) {
      expect(words).toContain(line.slice(0, 64))
    }
  })
})
