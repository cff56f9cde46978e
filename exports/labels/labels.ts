import type {Notice, UpdateType, WithdrawalNotice} from '#pipeline'

import {englishLabels} from './labels-en.ts'

/** The words of the page's furniture in one language. */
export interface Labels {
  /** BCP 47. */
  language: string
  skip: string
  contents: string
  viewAll: string
  audience: Record<'patient' | 'professional', string>
  writtenBy: string
  reviewedBy: string
  editedBy: string
  approvedBy: string
  sampleSignOff: string
  samplePerson: string
  on: string
  readingTime(minutes: number): string
  keyPoints: string
  imageWithheld: string
  sources: string
  terms: string
  editorialProcess: string
  expertBoard: string
  checked(date: string): string
  sourceState: Record<'current' | 'corrected' | 'expression-of-concern' | 'retracted', string>
  citedAt: string
  support: string
  place(mark: string): string
  about: string
  facts: Record<
    | 'edition'
    | 'sealed'
    | 'lastReviewed'
    | 'lastApproved'
    | 'reviewDue'
    | 'digest'
    | 'licence'
    | 'translatedFrom'
    | 'conflicts',
    string
  >
  disclaimer: string
  related: string
  readMore: string
  /** How a book can be read, for its catalogue. */
  bookAccessibility: string
  share: string
  feedback: {
    title: string
    choices: Record<'helpful' | 'not-helpful' | 'error' | 'other', string>
    text: string
    hint: string
    send: string
  }
  banner: {
    sample: string
    sampleMore: string
    preview: string
    previewMore: string
    emergency: string
    emergencyMore: string
    overdue: string
    overdueMore(date: string): string
  }
  update: Record<UpdateType, string>
  restored: string
  /** Of the page that stands where an edition was taken out. */
  withdrawn: {
    /** Before the title, and what became of it in a sentence. */
    done: Record<
      WithdrawalNotice['update'],
      {title: string; sentence(kind: WithdrawalNotice['kind']): string}
    >
    advice: string
    about: string
    facts: Record<
      'update' | 'severity' | 'effective' | 'signed' | 'edition' | 'publisher' | 'digest',
      string
    >
  }
  severity: Record<'safety' | 'editorial' | 'legal', string>
  /** Write a calendar day or the UTC day of an instant (ISO 8601). */
  date(value: string): string
}

/** Name a notice as its title does: what it is, and in brackets how much it matters. */
export function noticeTitle(
  {kind, severity, update}: Pick<Notice, 'kind' | 'severity' | 'update'>,
  labels: Labels,
): {name: string; details: string} {
  if (kind === 'restoration') {
    const details = [...(update ? [labels.update[update]] : []), labels.severity[severity]]
    return {name: labels.restored, details: details.join(', ')}
  }
  return {name: labels.update[update ?? kind], details: labels.severity[severity]}
}

const known: readonly Labels[] = [englishLabels]

/**
 * Find the labels for a language; English where there are none.
 *
 * @param language
 *   BCP 47; only its primary subtag counts.
 */
export function labelsFor(language: string): Labels {
  const primary = primarySubtag(language)
  return known.find((labels) => primarySubtag(labels.language) === primary) ?? englishLabels
}

/** Take `pt` from `pt-BR`. */
export function primarySubtag(language: string): string {
  return (language.split('-')[0] ?? '').toLowerCase()
}
