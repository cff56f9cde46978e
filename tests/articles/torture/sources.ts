import type {RawDocument} from '#pipeline'

import {citation} from '../../pipeline/content.ts'
import {naughtyText} from './naughty.ts'

type Fields = Record<string, unknown>

const kinds = 'article-journal webpage book chapter report guideline dataset'.split(' ')

/** Works: all kinds, with every field, with none, and with naughty texts in each. */
export const sourceCount = 80

/** Citation documents `source-1` to `source-80`. */
export const sources: readonly RawDocument[] = Array.from({length: sourceCount}, (_, index) => {
  const number = index + 1
  return citation(`source-${number}`, {
    kind: kinds[index % kinds.length],
    title: number === 80 ? 'A work with a title alone' : titleOf(number),
    ...(number === 80 ? {} : fieldsOf(number)),
  })
})

function titleOf(number: number): string {
  if (number % 11 === 0) return `Überprüfung der Δ-Werte und ${naughtyText(number)}`
  return number % 5 === 0 ? `Work ${number}: ${naughtyText(number)}` : `Work ${number} on the knee`
}

function fieldsOf(number: number): Fields {
  const isNaughty = number % 9 === 0
  return {
    authors: authorsOf(number),
    ...(number % 7 === 0 && {moreAuthors: true}),
    ...(number % 4 === 0 && {editors: [name(0, {family: 'Editor', given: 'Eva'})]}),
    containerTitle: isNaughty ? naughtyText(number) : 'Journal of Sample Knees',
    ...(number % 2 === 0 && {containerTitleShort: 'J Sample Knees.'}),
    ...(number % 3 === 0 && {publisher: 'Sample & Sons', publisherPlace: 'Vienna'}),
    issued: {
      _type: 'cslDate',
      year: 1950 + number,
      ...(number % 2 === 0 && {month: (number % 12) + 1}),
      ...(number % 4 === 0 && {day: (number % 28) + 1}),
    },
    ...(number % 6 === 0 && {online: {_type: 'cslDate', year: 1950 + number, month: 1, day: 2}}),
    volume: isNaughty ? naughtyText(number + 1) : String(number),
    issue: number % 3 === 0 ? `${number} suppl 1` : String((number % 12) + 1),
    ...pagesOf(number),
    ...(number % 8 === 0 && {edition: '2nd'}),
    ...(number % 2 === 0 && {doi: `10.1234/knee.${number}_(a)<b>&c;2-${number}`}),
    ...(number % 3 === 0 && {pmid: String(10_000_000 + number)}),
    ...(number % 6 === 0 && {pmcid: `PMC${100_000 + number}`}),
    ...(number % 2 === 1 && {url: `https://example.org/${number}?a=b&c=%7Bd%7D_e#f`}),
    ...(number % 7 === 2 && {accessed: '2026-02-28'}),
  }
}

function pagesOf(number: number): Fields {
  switch (number % 6) {
    case 0:
      return {pages: '819-830'}
    case 1:
      return {pages: '819–30'}
    case 2:
      return {pages: 'e12-e15'}
    case 3:
      return {number: `e${number}`}
    case 4:
      return {pages: 'S1-3, 7, 9-11'}
    default:
      return {}
  }
}

/** One, three or nine authors; a group; names of one part, with commas and with `and`. */
function authorsOf(number: number): Fields[] {
  if (number % 10 === 0) return [name(0, {literal: 'Group for Knees and Hips, International'})]
  const count = [1, 3, 9][number % 3] ?? 1
  return Array.from({length: count}, (_, index) => {
    if (index === 1) return name(index, {family: 'van der Šample-Żółć', given: 'Jean-Paul É., Jr'})
    if (index === 2) return name(index, {family: 'Mononym'})
    if (index === 3) return name(index, {family: naughtyText(number), given: 'X and Y'})
    return name(index, {family: `Author${number}`, given: 'Ada B.'})
  })
}

function name(index: number, parts: Fields): Fields {
  return {_key: `n${index + 1}`, _type: 'cslName', ...parts}
}
