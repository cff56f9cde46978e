import type {SignOff} from '#pipeline'

import {primarySubtag} from '../labels/labels.ts'

/** The words that only printed pages have, in one language. */
export interface PrintedWords {
  /** BCP 47. */
  language: string
  contents: string
  /** Before, between and after the numbers of `Page 2 of 9`. */
  page: [before: string, between: string, after: string]
  /** Before page numbers. */
  citedOn: string
  edition: string
  watermark: string
  signOffs: string
  sampleSignOffs: string
  signer: string
  meaning: string
  time: string
  roles: Record<SignOff['role'], string>
  /** Meanings that are named; another is shown as it is. */
  meanings: Record<string, string>
}

const english: PrintedWords = {
  language: 'en',
  contents: 'In this article',
  page: ['Page ', ' of ', ''],
  citedOn: 'Cited on page',
  edition: 'Edition',
  watermark: 'Preview, not approved',
  signOffs: 'Sign-offs',
  sampleSignOffs: 'Sample sign-offs, not a medical review',
  signer: 'Name and credentials',
  meaning: 'Meaning',
  time: 'Date and time',
  roles: {editor: 'Editor', 'medical-expert': 'Medical expert'},
  meanings: {
    'medical-review': 'Medical review',
    'editorial-review': 'Editorial review',
    'publisher-review': 'Publisher’s review',
    emergency: 'Emergency sign-off',
  },
}

const known: readonly PrintedWords[] = [english]

/** Find the words for a language; English where there are none. */
export function printedWordsFor(language: string): PrintedWords {
  const primary = primarySubtag(language)
  return known.find((words) => primarySubtag(words.language) === primary) ?? english
}
