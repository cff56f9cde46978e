import {describe, expect, it} from 'vitest'

import {parseDocument} from '#schemas'

import {replaceWords} from '../../../../studio/review/notes/replace-words.ts'

const span = (_key: string, text: string, marks?: string[]) => ({
  _key,
  _type: 'span',
  text,
  ...(marks && {marks}),
})
const cite = {
  _key: 'c',
  _type: 'citationUse',
  items: [{_key: 'i', _type: 'citationItem', source: {}}],
}
const block = (_key: string, children: object[]) => ({
  _key,
  _type: 'block',
  style: 'normal',
  children,
})

const article = {
  _id: 'knee',
  _type: 'article',
  title: 'Knee pain',
  summary: 'Rest helps. Ice may help.',
  keyPoints: ['Rest first', 'Then move'],
  sections: [
    {
      _key: 'a',
      _type: 'section',
      heading: 'Treatment',
      body: [
        block('b', [
          span('1', 'Most people '),
          span('2', 'rest', ['strong']),
          span('3', ' for six weeks'),
          cite,
          span('4', '.'),
        ]),
        {_key: 't', _type: 'callout', content: [block('d', [span('1', 'See a doctor.')])]},
      ],
      sections: [
        {_key: 'n', _type: 'section', heading: 'Later', markdown: 'Walk *slowly* at first.'},
      ],
    },
  ],
}

describe('better words', () => {
  it.each([
    ['Ice may help.', 'Ice does not help.', {summary: 'Rest helps. Ice does not help.'}],
    ['Then move', 'Then walk', {'keyPoints[1]': 'Then walk'}],
    ['Treatment', 'What helps', {'sections[_key=="a"].heading': 'What helps'}],
    [
      'at first',
      'for a week',
      {'sections[_key=="a"].sections[_key=="n"].markdown': 'Walk *slowly* for a week.'},
    ],
  ])('take the place of %j', (quote, words, set) => {
    expect(replaceWords(article, quote, words)).toEqual(set)
  })

  it('keep marks and citations where the quote runs over several spans', () => {
    expect(
      replaceWords(article, 'people rest for six weeks', 'patients rest for eight weeks'),
    ).toEqual({
      'sections[_key=="a"].body[_key=="b"].children': [
        span('1', 'Most patients rest for eight weeks'),
        span('2', '', ['strong']),
        span('3', ''),
        cite,
        span('4', '.'),
      ],
    })
  })

  it('find the quote inside callouts, whatever white space is between its words', () => {
    expect(replaceWords(article, ' See  a\ndoctor ', 'Ask a doctor')).toEqual({
      'sections[_key=="a"].body[_key=="t"].content[_key=="d"].children': [
        span('1', 'Ask a doctor.'),
      ],
    })
  })

  it.each([
    ['words that are not there', 'Surgery'],
    ['words that are there twice', 'Rest'],
    ['nothing', '  '],
    ['a pattern', '.*'],
  ])('are not put in for %s', (_name, quote) => {
    expect(replaceWords(article, quote, 'Other')).toBeNull()
  })

  it('give a document that the content model still takes', () => {
    const children = replaceWords(article, 'rest for six', 'lie still for eight')
    const [value] = Object.values(children ?? {})
    const {problems} = parseDocument({
      _id: 's',
      _type: 'sharedSection',
      language: 'en',
      section: {
        _type: 'section',
        heading: 'H',
        body: [
          {
            ...block(
              'b',
              (value as object[]).filter((child) => child !== cite),
            ),
          },
        ],
      },
    })
    expect(problems).toEqual([])
  })
})
