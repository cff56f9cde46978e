import {describe, expect, it} from 'vitest'

import {compose} from '../../../pipeline/compose.ts'
import type {SourceStatus} from '../../../pipeline/composition.ts'
import type {Context} from '../../../pipeline/context.ts'
import {
  articleContent,
  block,
  citation,
  cite,
  contextWith,
  figure,
  reference,
  section,
  sections,
  table,
  term,
} from '../content.ts'

type Content = ReturnType<typeof articleContent>

function messagesOf(ruleId: string, content: Content, context: Partial<Context> = {}) {
  const {messages} = compose(content, contextWith(context))
  return messages
    .filter((message) => message.ruleId === ruleId)
    .map(({path, severity}) => [severity, path])
}

const one = (...body: Array<Record<string, unknown>>) =>
  articleContent(sections(section('One', body)))
const saying = (text: string) => one(block(text))
const inText = 'sections[_key=="s1"].body[_key=="b1"].children[_key=="c1"].text'

describe('the checks', () => {
  it('say nothing about an article without a fault', () => {
    const content = articleContent(
      {
        ...sections(
          section('Causes', [block('Fluid', cite('a')), table([['h'], ['c']])], {aspect: 'causes'}),
        ),
        sources: [{_key: 'r1', ...reference('a')}],
      },
      [citation('a')],
    )
    const site = {
      name: 'Knees',
      disclaimer: 'No advice.',
      sourcing: 'Good ones.',
      feedbackUrl: 'https://example.org',
      shareTargets: [{name: 'Mail', urlTemplate: 'mailto:?body={url}'}],
      pages: [],
    }
    expect(compose(content, contextWith({site})).messages).toEqual([])
  })

  it('citation-unlisted: a cited work is not among the sources', () => {
    const content = articleContent(sections(section('One', [block(cite('a'))])), [citation('a')])
    expect(messagesOf('citation-unlisted', content)).toEqual([['warning', 'sources']])
  })

  it('source-uncited: nothing cites a source', () => {
    const content = articleContent({sources: [{_key: 'r1', ...reference('a')}]}, [citation('a')])
    expect(messagesOf('source-uncited', content)).toEqual([['warning', 'sources[_key=="r1"]']])
  })

  it.each([
    ['source-retracted', 'retracted'],
    ['source-doubted', 'expression-of-concern'],
  ] as const)('%s: a cited work is found so, whatever its document says', (ruleId, status) => {
    const content = articleContent(sections(section('One', [block(cite('a'))])), [
      citation('a', {status}),
    ])
    const state: SourceStatus = {status, checkedAt: '2026-11-01'}
    expect(messagesOf(ruleId, content)).toEqual([])
    expect(messagesOf(ruleId, content, {sources: {a: state}})).toEqual([
      ['warning', 'documents["a"]'],
    ])
  })

  it('aspect-missing: a top section has no health aspect', () => {
    const content = articleContent(
      sections(section('One', [block('x')], {sections: [section('In', [block('x')])]})),
    )
    expect(messagesOf('aspect-missing', content)).toEqual([['info', 'sections[_key=="s1"]']])
  })

  it('heading-empty: a heading has nothing to read', () => {
    const content = articleContent(sections(section(' … ', [block('x')])))
    expect(messagesOf('heading-empty', content)).toEqual([['warning', 'sections[_key=="s1"]']])
  })

  it('section-empty: a section has only its heading', () => {
    expect(messagesOf('section-empty', one())).toEqual([['warning', 'sections[_key=="s1"]']])
  })

  it('alt-missing: a picture has a blank text alternative', () => {
    const content = articleContent({leadFigure: reference('f')}, [figure('f', {alt: ' '})])
    expect(messagesOf('alt-missing', content)).toEqual([['warning', 'documents["f"].alt']])
  })

  it('table-unheaded: a table has no header cells', () => {
    expect(messagesOf('table-unheaded', one(table([['a']], 0, 0)))).toHaveLength(1)
    expect(messagesOf('table-unheaded', one(table([['a', 'b']], 0, 1)))).toEqual([])
  })

  it.each(['\u202E', '\u202A', '\u2066'])('bidi-control: %j', (character) => {
    expect(messagesOf('bidi-control', saying(`5 mg${character}`))).toEqual([['warning', inText]])
  })

  it('bidi-control: marks that right-to-left text needs are fine', () => {
    expect(messagesOf('bidi-control', saying('\u200F123\u200E'))).toEqual([])
  })

  it.each(['do\u200Bse', '\uFEFFdose', 'do\u00ADse', 'do\u200Dse', '5\u200Cmg', 'do\u2060se'])(
    'zero-width: %j',
    (text) => {
      expect(messagesOf('zero-width', saying(text))).toEqual([['warning', inText]])
    },
  )

  it('zero-width: joiners of Persian, Hindi and emoji are fine', () => {
    expect(messagesOf('zero-width', saying('می\u200Cخواهم क्\u200Dष 👩\u200D⚕️'))).toEqual([])
  })

  it('control-character: what XML cannot hold', () => {
    expect(messagesOf('control-character', saying('a\u0000b'))).toEqual([['warning', inText]])
    expect(messagesOf('control-character', saying('a\uFFFEb'))).toHaveLength(1)
  })

  it('mixed-script: a Cyrillic or Greek double of a Latin letter in a Latin word', () => {
    expect(messagesOf('mixed-script', saying('аspirin'))).toEqual([['warning', inText]])
    expect(messagesOf('mixed-script', saying('parΑcetamol'))).toEqual([['warning', inText]])
  })

  it('mixed-script: units and names with Greek letters are fine, and so is Cyrillic text', () => {
    expect(messagesOf('mixed-script', saying('β-blocker 5 μg TNFα Аспирин aspirin'))).toEqual([])
  })

  it('mixed-micro: micrograms are written in two ways', () => {
    expect(messagesOf('mixed-micro', saying('5 \u00B5g'))).toEqual([])
    expect(messagesOf('mixed-micro', saying('5 \u00B5g and 5 \u03BCg'))).toEqual([
      ['warning', inText],
    ])
    const other = articleContent({
      ...sections(section('One', [block('5 mcg')])),
      summary: 'At most 5 \u03BCg.',
    })
    expect(messagesOf('mixed-micro', other)).toHaveLength(1)
  })

  it('not-normalised: letters are stored apart from their accents', () => {
    expect(messagesOf('not-normalised', saying('Fu\u0308rmetz'))).toEqual([['info', inText]])
    expect(messagesOf('not-normalised', saying('Fürmetz'))).toEqual([])
  })

  it.each([
    ['take an ', 'NSAID', 'nonsteroidal drug', 1],
    ['take a ', 'ID', 'infectious disease', 1],
    ['take a ', 'NSAID', 'nonsteroidal drug', 0],
    ['take an ', 'MRI', 'imaging test', 0],
    ['a Lisa', 'MRI', 'imaging test', 0],
  ])('expansion-article: "%s" before %s, %s: %i', (before, abbreviation, expansion, count) => {
    const use = {
      ...block(before, {_type: 'span', text: abbreviation, marks: ['m1']}),
      markDefs: [{_key: 'm1', _type: 'termUse', term: reference('t')}],
    }
    const content = articleContent(sections(section('One', [use])), [
      term('t', abbreviation, expansion),
    ])
    expect(messagesOf('expansion-article', content)).toHaveLength(count)
  })

  it('setting-unset: what the approved site settings lack', () => {
    expect(messagesOf('setting-unset', one())).toEqual([['info', '']])
    const site = {name: 'Knees', shareTargets: [], pages: []}
    expect(messagesOf('setting-unset', one(), {site})).toEqual([
      ['info', 'disclaimer'],
      ['info', 'feedbackUrl'],
      ['info', 'shareTargets'],
      ['info', 'sourcing'],
    ])
  })

  it('look at every text of the content, in whatever document', () => {
    const content = articleContent(sections(section('One', [block(cite('a'))])), [
      citation('a', {containerTitle: 'J\u200Bournal'}),
    ])
    expect(messagesOf('zero-width', content)).toEqual([
      ['warning', 'documents["a"].containerTitle'],
    ])
  })
})
