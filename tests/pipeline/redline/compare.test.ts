import {expect, it} from 'vitest'

import {
  compareContents,
  foldBlocks,
  foldEntries,
  isPresent,
  summaryLine,
  type RedBlock,
  type RedEntry,
  type Redline,
} from '#pipeline'

import type {Content} from '../../../pipeline/approval/types.ts'
import {articleContent, block, citation, cite, section, sections, table} from '../content.ts'

type Fields = Record<string, unknown>

const first = 'Rest the knee for six weeks and walk with two crutches.'
const second = 'Pain at night is common in the first weeks of the illness.'
const third = 'Most people need no surgery at all, and few need it twice.'

function articleOf(...all: Fields[]): Content {
  return articleContent(sections(...all))
}

/** The blocks of a section as text: `[-removed-]{+added+}`. */
function textOf({pieces}: RedBlock): string {
  return pieces
    .map((piece) => {
      const text = piece.type === 'text' ? piece.text : `<${piece.type}>`
      if (piece.change === 'removed') return `[-${text}-]`
      if (piece.change === 'added') return `{+${text}+}`
      return piece.change === 'marked' ? `{~${text}~}` : text
    })
    .join('')
    .trim()
}

function entriesOf({sections: all}: Redline): RedEntry[] {
  return all.filter(isPresent)
}

function linesOf(redline: Redline): string[] {
  return entriesOf(redline).flatMap(({blocks}) =>
    blocks.map((each) => (isPresent(each) ? `${each.change} ${textOf(each)}`.trim() : each.change)),
  )
}

it('A changed word is shown alone, the rest of its paragraph as it was', () => {
  const redline = compareContents(
    articleOf(section('Rest', [block(first)])),
    articleOf(section('Rest', [block(first.replace('six', 'eight'))])),
  )
  expect(linesOf(redline)).toEqual([
    'same Rest',
    'changed Rest the knee for [-six-]{+eight+} weeks and walk with two crutches.',
  ])
  expect(summaryLine(redline)).toBe('1 paragraph changed')
})

it('A dose is changed as a whole', () => {
  const redline = compareContents(
    articleOf(section('Dose', [block('Take 1.5 mg twice a day.')])),
    articleOf(section('Dose', [block('Take 15 mg twice a day.')])),
  )
  expect(linesOf(redline)).toContain('changed Take [-1.5-]{+15+} mg twice a day.')
})

it('A raised figure that is no longer raised shows', () => {
  const raised = block('Up to 10', {_type: 'span', text: '6', marks: ['sup']}, ' cells in all.')
  const redline = compareContents(
    articleOf(section('Cells', [raised])),
    articleOf(section('Cells', [block('Up to 106 cells in all.')])),
  )
  expect(linesOf(redline)).toContain('changed Up to [-10-][-6-]{+106+} cells in all.')
})

it('Words that are now bold are the same words, marked', () => {
  const strong = block('Do ', {_type: 'span', text: 'not', marks: ['strong']}, ' run.')
  const redline = compareContents(
    articleOf(section('Rest', [block('Do not run.')])),
    articleOf(section('Rest', [strong])),
  )
  expect(linesOf(redline)).toContain('changed Do{~ not~} run.')
})

it('A paragraph that moved to another section is moved, not removed and added', () => {
  const redline = compareContents(
    articleOf(section('One', [block(first), block(second)]), section('Two', [block(third)])),
    articleOf(section('One', [block(first)]), section('Two', [block(third), block(second)])),
  )
  expect(linesOf(redline)).toEqual([
    'same One',
    `same ${first}`,
    'moved-away',
    'same Two',
    `same ${third}`,
    `same ${second}`,
  ])
  expect(summaryLine(redline)).toBe('1 paragraph moved')
})

it('A paragraph that moved and changed shows both', () => {
  const redline = compareContents(
    articleOf(section('One', [block(first), block(second), block(third)])),
    articleOf(section('One', [block(third), block(first), block(second.replace('first', 'last'))])),
  )
  expect(summaryLine(redline)).toBe('1 paragraph moved, 1 paragraph changed')
})

it('A section that moved is shown once, with a mark where it stood', () => {
  const [one, two, three] = [
    section('One', [block(first)]),
    section('Two', [block(second)]),
    section('Three', [block(third)]),
  ]
  const redline = compareContents(articleOf(one, two, three), articleOf(three, one, two))
  expect(redline.sections.map(({change, move}) => [change, move])).toEqual([
    ['same', 1],
    ['same', null],
    ['same', null],
    ['moved-away', 1],
  ])
  expect(summaryLine(redline)).toBe('1 section moved')
})

it('A section under a new heading, in another place, is known by its text', () => {
  const redline = compareContents(
    articleOf(section('One', [block(first), block(second)]), section('Two', [block(third)])),
    articleOf(
      section('Two', [block(third)]),
      section('First of all', [block(first), block(second)]),
    ),
  )
  expect(entriesOf(redline).map(({change}) => change)).toEqual(['same', 'changed'])
  expect(summaryLine(redline)).toBe('1 section moved, 1 heading changed')
})

it('Sections that come and go are counted as such, not by their paragraphs', () => {
  const redline = compareContents(
    articleOf(section('One', [block(first), block(second)])),
    articleOf(section('Two', [block(third)])),
  )
  expect(summaryLine(redline)).toBe('1 section added, 1 section removed')
})

it('Portable Text and Markdown that say the same differ in how they are written alone', () => {
  const {body: _body, ...marked} = section('Rest', [], {markdown: 'Rest the **knee**.\n\n- ice'})
  const item = {...block('ice'), listItem: 'bullet', level: 1}
  const strong = {_type: 'span', text: 'knee', marks: ['strong']}
  const redline = compareContents(
    articleOf(section('Rest', [block('Rest the ', strong, '.'), item])),
    articleOf(marked),
  )
  const [entry] = entriesOf(redline)
  expect(entry?.changes).toEqual([{name: 'written', head: 'Markdown'}])
  expect(linesOf(redline).every((line) => line.startsWith('same'))).toBe(true)
})

it('A bullet list that becomes a numbered one changes, its items stay', () => {
  const items = (listItem: string) =>
    ['ice', 'rest'].map((text) => ({...block(text), listItem, level: 1}))
  const redline = compareContents(
    articleOf(section('Rest', items('bullet'))),
    articleOf(section('Rest', items('number'))),
  )
  expect(linesOf(redline)).toEqual(['same Rest', 'changed', 'same ice', 'same rest'])
  expect(summaryLine(redline)).toBe('1 list changed')
})

it('A changed cell leaves the other rows as they were', () => {
  const rows = (dose: string) => [
    ['Drug', 'Dose'],
    ['A', dose],
    ['B', '7 mg'],
  ]
  const redline = compareContents(
    articleOf(section('Doses', [table(rows('5 mg'))])),
    articleOf(section('Doses', [table(rows('50 mg'))])),
  )
  expect(linesOf(redline)).toContain('changed A<cell>[-5-]{+50+} mg')
  expect(summaryLine(redline)).toBe('1 table row changed')
})

it('Sources, their uses, and fields are compared, too', () => {
  const content = (text: string, ids: string[], fields: Fields = {}) =>
    articleContent(
      {
        ...sections(section('Rest', [block(text, cite(...ids))])),
        sources: ids.map((id, index) => ({
          _key: `s${index}`,
          _type: 'reference',
          _ref: id,
        })),
        ...fields,
      },
      ids.map((id) => citation(id)),
    )
  const redline = compareContents(
    content(first, ['a']),
    content(first, ['a', 'b'], {title: 'Bone marrow lesion'}),
  )
  expect(summaryLine(redline)).toBe('1 paragraph changed, 1 source added, title changed')
  expect(redline.names).toMatchObject({a: 'Title of a', 'person-1': 'Ada Sample'})
})

it('What is as it was is folded, with one block beside each change', () => {
  const long = Array.from({length: 9}, (_, index) => block(`Paragraph ${index} of the section.`))
  const edited = long.with(6, block('Paragraph 6 of this section.'))
  const same = section('Same', [block(first)])
  const redline = compareContents(
    articleOf(same, section('Long', long)),
    articleOf(same, section('Long', edited)),
  )
  expect(foldEntries(redline.sections).map((fold) => Object.keys(fold)[0])).toEqual([
    'fold',
    'show',
  ])
  const [, entry] = entriesOf(redline)
  const folds = foldBlocks(entry!.blocks)
  expect(folds.map((fold) => ('fold' in fold ? fold.fold.length : 0))).toEqual([0, 5, 0, 0, 0, 1])
  expect(folds.flatMap((fold) => ('fold' in fold ? fold.fold : [fold.show]))).toEqual(entry!.blocks)
})

it('White space that no page shows is no change of words', () => {
  const redline = compareContents(
    articleOf(section('Rest', [block('Rest  the knee. ')])),
    articleOf(section('Rest', [block('Rest the knee.')])),
  )
  expect(redline.identical).toBe(false)
  expect(summaryLine(redline)).toBe('No word changed')
})

it('What cannot be read is named, not left out in silence', () => {
  const redline = compareContents(
    articleOf(section('Rest', [block(first)])),
    articleOf(section('Rest', [block(first), {_type: 'video', url: 'x'}])),
  )
  expect(redline.messages.map(({path}) => path)).toEqual(['sections[_key=="s1"].body[_key=="b2"]'])
})
