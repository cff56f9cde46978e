import {expect, it} from 'vitest'

import {languageName, statusLine} from '../../../studio/structure/status-line.ts'
import {makeStatus, makeVersion} from './make-status.ts'

const documents = new Map([
  ['person-a', {_id: 'person-a', _type: 'person', name: 'Ada Sample'}],
  ['drafts.person-a', {_id: 'drafts.person-a', _type: 'person', name: 'Ada Newname'}],
])

it('says of a review who is asked, and by when', () => {
  const status = makeStatus({
    work: 'in-review',
    language: 'pt-BR',
    wantedReviewers: ['person-a', 'person-b'],
    dueDate: '2026-12-04',
  })
  expect(statusLine(status, documents)).toBe(
    'Brazilian Portuguese · asks Ada Newname, person-b · due 4 December 2026',
  )
})

it('says of what is out which version it is, and when it is reviewed again', () => {
  const approved = {...makeVersion(), lastReviewed: '2026-03-01', reviewDue: '2028-03-01'}
  const status = makeStatus({work: 'none', approved, exported: {number: 1, at: '2026-03-02'}})
  expect(statusLine(status, documents)).toBe('English · version 1 is out · review by 1 March 2028')
})

it('shows a language that is none as it is', () => {
  expect(languageName('not a language')).toBe('not a language')
})
