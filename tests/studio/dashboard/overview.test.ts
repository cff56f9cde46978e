import {describe, expect, it} from 'vitest'

import type {RawDocument} from '#pipeline'

import {addMonths, dueEntries, weeksOf} from '../../../studio/dashboard/calendar.ts'
import {doubtedSources} from '../../../studio/dashboard/doubted-sources.ts'
import {reviewLoad} from '../../../studio/dashboard/review-load.ts'
import {waitingFor} from '../../../studio/dashboard/waiting.ts'
import {makeStatus, makeVersion, makeViewer} from '../structure/make-status.ts'

function byId(...documents: RawDocument[]): Map<string, RawDocument> {
  return new Map(documents.map((document) => [document._id, document]))
}

describe('what waits for someone', () => {
  it('is what is late first, then what is due first', () => {
    const review = {work: 'in-review', newest: makeVersion({number: 2})} as const
    const statuses = [
      makeStatus({...review, article: 'later', dueDate: '2026-08-01'}),
      makeStatus({...review, article: 'late', dueDate: '2026-05-01'}),
      makeStatus({...review, article: 'sooner', dueDate: '2026-07-01'}),
      makeStatus({...review, article: 'not-mine', wantedReviewers: ['person-other']}),
    ]
    const signable = new Set(statuses.map(({article}) => article))
    const found = waitingFor(statuses, makeViewer({roles: ['medical-expert'], signable}))
    expect(found.map(({article, tone}) => [article, tone])).toEqual([
      ['late', 'critical'],
      ['sooner', 'primary'],
      ['later', 'primary'],
    ])
    expect(found[0]).toMatchObject({text: 'Review and sign version 2', view: 'review'})
  })

  it('is for writers what was sent back to them, and their drafts', () => {
    const statuses = [
      makeStatus({
        article: 'back',
        work: 'changes-requested',
        newest: makeVersion({contributors: ['me']}),
      }),
      makeStatus({
        article: 'of-another',
        work: 'changes-requested',
        newest: makeVersion({contributors: ['you']}),
      }),
      makeStatus({article: 'mine'}),
      makeStatus({article: 'yours'}),
    ]
    const viewer = makeViewer({edited: new Set(['mine'])})
    expect(waitingFor(statuses, viewer).map(({article}) => article)).toEqual(['back', 'mine'])
    expect(waitingFor(statuses, {...viewer, roles: ['viewer']})).toEqual([])
  })
})

describe('the calendar', () => {
  it('has whole weeks from Monday on', () => {
    expect(weeksOf('2026-11')[0]).toEqual([
      '2026-10-26',
      '2026-10-27',
      '2026-10-28',
      '2026-10-29',
      '2026-10-30',
      '2026-10-31',
      '2026-11-01',
    ])
    expect(weeksOf('2026-11').at(-1)?.at(-1)).toBe('2026-12-06')
    expect(weeksOf('2027-02')).toHaveLength(4)
  })

  it('goes on over the end of a year', () => {
    expect(addMonths('2026-11', 2)).toBe('2027-01')
    expect(addMonths('2026-01', -1)).toBe('2025-12')
  })

  it('holds reviews that are asked for and next reviews of what is out', () => {
    const approved = {
      ...makeVersion(),
      lastReviewed: '2026-03-01',
      reviewDue: '2026-07-01T00:00:00Z',
    }
    const entries = dueEntries([
      makeStatus({article: 'out', work: 'none', approved}),
      makeStatus({article: 'asked', work: 'in-review', dueDate: '2026-06-15'}),
      makeStatus({article: 'draft', dueDate: '2026-06-15'}),
    ])
    expect(entries.map(({day, article, what}) => [day, article, what])).toEqual([
      ['2026-06-15', 'asked', 'review'],
      ['2026-07-01', 'out', 're-review'],
    ])
  })
})

describe('the review load', () => {
  it('counts what each is asked for, and what is late of it', () => {
    const documents = byId({_id: 'person-b', _type: 'person', name: 'Bee Sample'})
    const review = {work: 'in-review'} as const
    const loads = reviewLoad(
      [
        makeStatus({...review, wantedReviewers: ['person-a', 'person-b'], dueDate: '2026-05-01'}),
        makeStatus({...review, wantedReviewers: ['person-b'], dueDate: '2026-07-01'}),
        makeStatus({...review}),
        makeStatus({work: 'draft', wantedReviewers: ['person-a']}),
      ],
      documents,
      '2026-06-01',
    )
    expect(loads).toEqual([
      {person: 'person-b', name: 'Bee Sample', open: 2, late: 1},
      {person: '', name: 'Nobody named', open: 1, late: 0},
      {person: 'person-a', name: 'person-a', open: 1, late: 1},
    ])
  })
})

describe('the sources to look at', () => {
  it('are the retracted, the doubted and the unchecked ones, cited most first', () => {
    const source = (id: string, fields: object) => ({_id: id, _type: 'citation', ...fields})
    const documents = byId(
      source('good', {title: 'Good', status: 'current', statusCheckedAt: '2026-05-01'}),
      source('never', {title: 'Never', status: 'current'}),
      source('new', {title: 'New'}),
      source('gone', {title: 'Gone', status: 'retracted', statusCheckedAt: '2026-05-01'}),
      source('mended', {title: 'Mended', status: 'retracted'}),
      source('drafts.mended', {title: 'Mended', status: 'current', statusCheckedAt: '2026-05-01'}),
      {_id: 'a1', _type: 'article', sources: [{_ref: 'new'}]},
      {_id: 'drafts.a1', _type: 'article', sources: [{_ref: 'new'}, {_ref: 'new'}]},
      {_id: 'a2', _type: 'article', sources: [{_ref: 'new'}, {_ref: 'gone'}]},
    )
    expect(doubtedSources(documents).map(({id, doubt, articles}) => [id, doubt, articles])).toEqual(
      [
        ['gone', 'retracted', 1],
        ['new', 'unchecked', 2],
        ['never', 'unchecked', 0],
      ],
    )
  })
})
