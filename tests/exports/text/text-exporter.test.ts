import {describe, expect, it} from 'vitest'

import {exporters} from '#exports'

import {textExporter} from '../../../exports/formats/text/exporter.ts'
import {columns} from '../../../exports/formats/text/wrap.ts'
import {publishTorture, tortureWorld} from '../../articles/torture/torture.ts'
import {published, sitePages} from '../json/make.ts'

async function write(composition = published(), width = 76): Promise<string> {
  const options = {...textExporter.defaults, width}
  const [file] = await textExporter.export(composition, options, tortureWorld)
  return new TextDecoder().decode(file?.bytes)
}

describe('the text export', () => {
  it('is one of the exporters', () => {
    expect(exporters).toContain(textExporter)
  })

  it('gives exactly these bytes; a change of them needs a new version of the exporter', async () => {
    await expect(await write()).toMatchFileSnapshot('expected/article.txt')
  })

  it('gives the pages of the site, too', async () => {
    const [board] = sitePages()
    expect(await write(board)).toContain('Ada Sample, MD, PhD\n-------------------')
  })

  it.each([20, 40, 76, 120])(
    'keeps to %i columns, but for words that are longer',
    async (width) => {
      const torture = await publishTorture({unprintable: true})
      const lines = (await write(torture, width)).split('\n')
      const tooLong = lines.filter((line) => columns(line) > width)
      // Six lists deep, words keep a width of 20.
      const indent = (line: string) => /^ */.exec(line)![0].length
      expect(
        tooLong.filter(
          (line) =>
            line
              .trim()
              .replace(/^(?:- |\d+\. )+/, '')
              .includes(' ') && indent(line) + 20 < width,
        ),
      ).toEqual([])
    },
  )

  it('counts wide characters twice, and marks not at all', () => {
    expect(columns('漢字')).toBe(4)
    expect(columns('e\u0301')).toBe(1)
  })

  it('sets no control character free on a terminal', async () => {
    const text = await write(await publishTorture({unprintable: true}))
    // oxlint-disable-next-line no-control-regex -- these are what must not pass
    expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/)
  })

  it('tells raised text and citations from numbers', async () => {
    expect(await write()).toContain('Up to 10^6 cells, H2O [1, 2(p. 3)]')
  })
})
