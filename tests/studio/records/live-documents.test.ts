import type {SanityClient} from '@sanity/client'
import {of, Subject, throwError, type Observable} from 'rxjs'
import {describe, expect, it} from 'vitest'

import type {RawDocument} from '#pipeline'

import {liveDocuments, type DocumentsNow} from '../../../studio/records/live-documents.ts'

const article = (_id: string, title = 'Old'): RawDocument => ({_id, _type: 'article', title})

/** A lake with these pages of documents, whose listener is in the hands of the test. */
function lake(read: (after: string) => Observable<RawDocument[]>) {
  const events = new Subject<object>()
  const seen: DocumentsNow[] = []
  const asked: string[] = []
  const client = {
    listen: () => events,
    observable: {
      fetch: (_query: string, {after}: {after: string}) => {
        asked.push(after)
        return read(after)
      },
    },
  } as unknown as SanityClient
  const errors: unknown[] = []
  const subscription = liveDocuments(client).subscribe({
    next: (now) => seen.push(now),
    error: (error: unknown) => errors.push(error),
  })
  const change = (documentId: string, result: RawDocument | null) =>
    events.next({
      type: 'mutation',
      documentId,
      transition: result ? 'update' : 'disappear',
      ...(result && {result}),
    })
  return {events, seen, asked, errors, change, subscription}
}

const titles = ({documents}: DocumentsNow) =>
  Object.fromEntries([...documents].map(([id, {title}]) => [id, title]))

describe('following the documents of a lake', () => {
  it('reads everything once it listens, page by page', () => {
    const pages = new Map([
      ['', Array.from({length: 500}, (_, at) => article(`a${String(at).padStart(3, '0')}`))],
      ['a499', [article('b')]],
    ])
    const {asked, events, seen} = lake((after) => of(pages.get(after) ?? []))
    expect(asked).toEqual([])
    events.next({type: 'welcome'})
    expect(asked).toEqual(['', 'a499'])
    expect(seen).toHaveLength(1)
    expect(seen[0]?.documents.size).toBe(501)
    expect(seen[0]?.changed).toBeNull()
  })

  it('follows each change, and leaves earlier readings as they were', () => {
    const {change, events, seen} = lake(() => of([article('a'), article('b')]))
    events.next({type: 'welcome'})
    change('a', article('a', 'New'))
    change('b', null)
    expect(seen.map(titles)).toEqual([{a: 'Old', b: 'Old'}, {a: 'New', b: 'Old'}, {a: 'New'}])
    expect(seen[2]?.changed).toEqual(new Set(['b']))
  })

  it('keeps a change that arrives while everything is read', () => {
    const answer = new Subject<RawDocument[]>()
    const {change, events, seen} = lake(() => answer)
    events.next({type: 'welcome'})
    change('a', article('a', 'New'))
    change('c', article('c', 'New'))
    expect(seen).toEqual([])
    answer.next([article('a'), article('b')])
    answer.complete()
    expect(seen.map(titles)).toEqual([{a: 'New', b: 'Old', c: 'New'}])
  })

  it('reads everything anew after a lost connection', () => {
    let title = 'Old'
    const {events, seen} = lake(() => of([article('a', title)]))
    events.next({type: 'welcome'})
    title = 'Missed'
    events.next({type: 'reconnect'})
    events.next({type: 'welcome'})
    expect(seen.map(titles)).toEqual([{a: 'Old'}, {a: 'Missed'}])
  })

  it('passes on what keeps it from reading, and stops when nobody listens', () => {
    const failing = lake(() => throwError(() => new Error('no lake')))
    failing.events.next({type: 'welcome'})
    expect(failing.errors).toMatchObject([{message: 'no lake'}])
    const {events, subscription} = lake(() => of([]))
    subscription.unsubscribe()
    expect(events.observed).toBe(false)
  })
})
