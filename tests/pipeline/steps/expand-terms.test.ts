import {toHtml} from 'hast-util-to-html'
import {describe, expect, it} from 'vitest'

import {compose} from '../../../pipeline/compose.ts'
import {toPlainText} from '../../../pipeline/plain-text.ts'
import {
  annotated,
  articleContent,
  block,
  contextWith,
  reference,
  section,
  sections,
  term,
} from '../content.ts'

const use = (text: string, id = 'bme') => annotated(text, {_type: 'termUse', term: reference(id)})

function linesOf(...body: Array<Record<string, unknown>>) {
  const content = articleContent(sections(section('One', body), section('Two', [use('BME')])), [
    term('bme', 'BME', 'bone marrow edema'),
  ])
  const page = compose(content, contextWith())
  return {page, lines: toPlainText(page.hast).split('\n')}
}

describe('expandTerms', () => {
  it('writes an abbreviation out at its first use in the article, and nowhere else', () => {
    const {lines, page} = linesOf(use('BME'), use('BME'))
    expect(lines).toEqual(['One', 'bone marrow edema (BME)', 'BME', 'Two', 'BME'])
    expect(page.terms).toEqual([{id: 'bme', abbreviation: 'BME', expansion: 'bone marrow edema'}])
  })

  it('adds the abbreviation to an expansion, in the words of the author', () => {
    expect(linesOf(use('Bone marrow edema')).lines[1]).toBe('Bone marrow edema (BME)')
  })

  it('leaves other wording as it is, and still expands the first use', () => {
    expect(linesOf(use('swollen marrow')).lines).toEqual([
      'One',
      'swollen marrow',
      'Two',
      'bone marrow edema (BME)',
    ])
  })

  it('does not repeat an expansion that the author wrote before it', () => {
    const written = {
      ...block('Bone marrow edema (', {_type: 'span', text: 'BME', marks: ['m1']}, ')'),
      markDefs: [{_key: 'm1', _type: 'termUse', term: reference('bme')}],
    }
    expect(linesOf(written).lines).toEqual(['One', 'Bone marrow edema (BME)', 'Two', 'BME'])
  })

  it('links every use to the definition, in order of first use, but never inside a link', () => {
    const inLink = {
      ...block({_type: 'span', text: 'BME', marks: ['m1', 'm2']}),
      markDefs: [
        {_key: 'm1', _type: 'webLink', href: 'https://example.org/'},
        {_key: 'm2', _type: 'termUse', term: reference('bme')},
      ],
    }
    const content = articleContent(
      sections(section('One', [use('CT', 'ct'), use('marrow', 'mri'), use('BME'), inLink])),
      [
        {...term('bme', 'BME', 'bone marrow edema'), definition: 'Fluid in bone.'},
        term('ct', 'CT', 'computed tomography'),
        {...term('mri', 'MRI', 'magnetic resonance imaging'), definition: 'Pictures.'},
      ],
    )
    const page = compose(content, contextWith())
    expect(page.terms.map(({id, anchor}) => [id, anchor])).toEqual([
      ['ct', undefined],
      ['mri', 'term-1'],
      ['bme', 'term-2'],
    ])
    const markup = toHtml(page.hast)
    expect(markup).toContain('<p><a class="term" href="#term-1">marrow</a></p>')
    expect(markup).toContain('bone marrow edema (<a class="term" href="#term-2"><abbr')
    expect(markup).toContain('noreferrer"><abbr title="bone marrow edema">BME</abbr></a>')
    expect(page.messages.filter(({severity}) => severity === 'fatal')).toEqual([])
  })

  it('is fatal for a term that does not exist', () => {
    const {page} = linesOf(use('XYZ', 'gone'))
    expect(page.messages.filter(({severity}) => severity === 'fatal')).toEqual([
      expect.objectContaining({ruleId: 'term-unknown', path: 'sections[_key=="s1"]'}),
    ])
  })
})
