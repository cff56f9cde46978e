import {describe, expect, it} from 'vitest'

import type {ArticleStatus} from '../../../studio/records/records.ts'
import {tasks, tasksFor, type Viewer} from '../../../studio/structure/tasks.ts'
import {makeStatus, makeVersion, makeViewer} from './make-status.ts'

const approved = {...makeVersion(), lastReviewed: '2026-03-01', reviewDue: '2028-03-01'}

function listsOf(status: Partial<ArticleStatus>, viewer: Partial<Viewer> = {}): string[] {
  const full = makeStatus(status)
  return tasks.filter((task) => task.shows(full, makeViewer(viewer))).map(({name}) => name)
}

describe('the lists of the desk', () => {
  it('show a draft to those who wrote it alone', () => {
    expect(listsOf({work: 'draft'}, {edited: new Set(['a'])})).toEqual(['my-drafts'])
    expect(listsOf({work: 'draft'})).toEqual([])
  })

  it('ask who may sign, unless they wrote it or others were named', () => {
    const review = {work: 'in-review', newest: makeVersion()} as const
    const signable = new Set(['a'])
    expect(listsOf(review, {signable})).toEqual(['to-review', 'in-review'])
    expect(listsOf(review)).toEqual(['in-review'])
    expect(listsOf({...review, newest: makeVersion({contributors: ['me']})}, {signable})).toEqual([
      'in-review',
    ])
    expect(listsOf({...review, wantedReviewers: ['person-other']}, {signable})).toEqual([
      'in-review',
    ])
    expect(listsOf({...review, wantedReviewers: ['person-me']}, {signable})).toEqual([
      'to-review',
      'in-review',
    ])
  })

  it('show what is approved with its next review: far, near, past', () => {
    const out = {work: 'none', live: 'live'} as const
    expect(listsOf({...out, approved})).toEqual(['approved'])
    expect(listsOf({...out, approved: {...approved, reviewDue: '2026-07-31'}})).toEqual([
      'approved',
      'due',
    ])
    expect(listsOf({...out, approved: {...approved, reviewDue: '2026-08-01'}})).toEqual([
      'approved',
    ])
    expect(listsOf({...out, approved: {...approved, reviewDue: '2026-06-01'}})).toEqual([
      'approved',
      'due',
    ])
    expect(listsOf({...out, approved: {...approved, reviewDue: '2026-05-31'}})).toEqual([
      'approved',
      'overdue',
    ])
  })

  it('show what was sent back and what was withdrawn', () => {
    expect(listsOf({work: 'changes-requested'})).toEqual(['changes-requested'])
    expect(listsOf({work: 'none', live: 'withdrawn'})).toEqual(['withdrawn'])
  })

  it('are those that a role needs', () => {
    const names = (roles: string[]) => tasksFor(roles).map(({name}) => name)
    expect(names(['editor'])).toEqual(tasks.map(({name}) => name))
    expect(names(['medical-expert'])).not.toContain('my-drafts')
    expect(names(['medical-expert'])).toContain('to-review')
    expect(names(['publisher'])).not.toContain('to-review')
  })
})
