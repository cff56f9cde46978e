import {toHtml} from 'hast-util-to-html'
import {describe, expect, it} from 'vitest'

import {documentsNamed, previewMarkdown} from '../../../studio/inputs/markdown-preview.ts'

const source = {_id: 'c1', _type: 'citation', kind: 'book', title: 'Bones'}

describe('the preview of a section in Markdown', () => {
  it('is what the page will be', () => {
    const {hast, findings} = previewMarkdown('Rest **well**.:cite{source=c1}', 'en', [source], [])
    const html = toHtml(hast)
    expect(html).toContain('<strong>well</strong>')
    expect(html).toContain('>1<')
    expect(findings).toEqual([])
  })

  it('names what is wrong with its line', () => {
    const {findings} = previewMarkdown('Fine.\n\n<b>raw</b>', 'en', [], [])
    expect(findings[0]).toMatchObject({severity: 'fatal', line: 3})
  })

  it('finds a work that is not there', () => {
    const {findings} = previewMarkdown('Rest:cite{source=gone}.', 'en', [], [])
    expect(findings.map(({reason}) => reason).join()).toContain('gone')
  })

  it('asks for each document once', () => {
    expect(documentsNamed(':cite{source=a} :term[x]{ref=b} :cite{source=a}')).toEqual(['a', 'b'])
  })
})
