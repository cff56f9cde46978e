import type {Composition, SignOff} from '#pipeline'

import type {Labels} from '../labels/labels.ts'
import {breakable, cleanText} from './clean-text.ts'
import type {PrintedWords} from './printed-words.ts'
import type {TypstBlock, TypstCell, TypstNode} from './typst-node.ts'

/**
 * List who signed this edition: name and credentials, meaning, date and time.
 *
 * Times are UTC, with the zone that the signer was in. Under sample keys the heading says that
 * nothing here is a medical review.
 */
export function signOffs(
  {approval, sample}: Composition,
  labels: Labels,
  words: PrintedWords,
): TypstNode[] {
  if (!approval || approval.signOffs.length === 0) return []
  const heading: TypstBlock = {
    t: 'heading',
    level: 2,
    c: [sample ? words.sampleSignOffs : words.signOffs],
  }
  const head = [words.signer, words.meaning, words.time].map((word) => cell(word, true))
  const rows = approval.signOffs.map((signOff) => [
    cell(nameOf(signOff, sample, labels)),
    cell(`${named(words.meanings, signOff.meaning)} (${words.roles[signOff.role]})`),
    cell(timeOf(signOff, labels)),
  ])
  return [
    heading,
    {t: 'table', caption: [], columns: [4, 4, 5], headerRows: 1, rows: [head, ...rows]},
  ]
}

function cell(words: string, header = false): TypstCell {
  return {header, breaks: false, c: [{t: 'paragraph', c: breakable(cleanText(words))}]}
}

function nameOf({name, credentials}: SignOff, sample: boolean, labels: Labels): string {
  const words = [name, ...credentials].join(', ')
  return sample ? `${words} (${labels.samplePerson})` : words
}

function named(names: Record<string, string>, name: string): string {
  return Object.hasOwn(names, name) ? (names[name] ?? name) : name
}

function timeOf({at, zone}: SignOff, labels: Labels): string {
  const utc = new Date(at).toISOString()
  return `${labels.date(utc)}, ${utc.slice(11, 16)} UTC${zone && zone !== 'UTC' ? ` (${zone})` : ''}`
}
