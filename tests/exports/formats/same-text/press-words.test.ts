import {expect, it} from 'vitest'

import {exporters, htmlExporter} from '#exports'

import {makePrinting} from '../../../../cli/export/printing.ts'
import {readPdf} from '../pdf/read-pdf.ts'
import {articleLines, bare} from './article-lines.ts'
import {wordsOf} from './pdf.ts'
import {publishGolden, publishSamples, publishTortured} from './publications.ts'

/** A press hyphenates at the ends of its lines: hyphens are left out on both sides. */
const withoutHyphens = (text: string) => bare(text).replaceAll(/[-\u2010\u2011]/g, '')

/** pdf.js puts what runs both ways in the order in which it stands. */
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u

it('prints the words of the page in their order', {timeout: 240_000}, async () => {
  const press = exporters.find(({name}) => name === 'press-pdf')!
  const printing = makePrinting()
  const published = [...(await publishSamples()), await publishGolden(), await publishTortured()]
  expect(published.length).toBeGreaterThan(4)
  for (const {publication, world} of published) {
    const page = await htmlExporter.export(publication, htmlExporter.defaults, world)
    const lines = articleLines(page).filter((line) => !rightToLeft.test(line))
    const [file] = await press.export(publication, press.defaults, {...world, ...printing})
    const words = withoutHyphens(wordsOf((await readPdf(file!.bytes)).root))
    let place = 0
    for (const line of lines.map(withoutHyphens)) {
      const found = words.indexOf(line, place)
      expect(found, `${publication.slug}: ${line}`).not.toBe(-1)
      place = found + line.length
    }
    expect(lines.length).toBeGreaterThan(5)
  }
})
