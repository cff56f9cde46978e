import {makePatches, stringifyPatches} from '@sanity/diff-match-patch'
import {describe, expect, it} from 'vitest'

import {makeWorld} from './world.ts'

/** Make an action, as the Studio sends it. */
const action = (kind: string, fields: object) => ({
  actionType: `sanity.action.document.${kind}`,
  ...fields,
})
const pair = {draftId: 'drafts.a', publishedId: 'a'}
const conflict = (type: string) => ({status: 409, type: 'actionError', items: [{error: {type}}]})

describe('create', () => {
  const attributes = {_id: 'drafts.a', _type: 'note', n: 1}

  it('makes a draft of a document that is not published', async () => {
    const {act, fields, ids} = await makeWorld()
    const make = action('create', {publishedId: 'a', attributes, ifExists: 'fail'})
    await act([make], {transactionId: 'tx'})
    expect(fields('drafts.a')).toEqual({n: 1})
    await expect(act([make])).rejects.toMatchObject(conflict('documentAlreadyExistsError'))
    await act([action('create', {publishedId: 'a', attributes, ifExists: 'ignore'})])
    expect(ids()).toEqual(['drafts.a'])
  })

  it('is refused for a published document', async () => {
    const {act} = await makeWorld({_id: 'a'})
    const make = act([action('create', {publishedId: 'a', attributes, ifExists: 'ignore'})])
    await expect(make).rejects.toMatchObject(conflict('documentAlreadyExistsError'))
  })
})

describe('edit', () => {
  const patch = (n: number) => action('edit', {...pair, patch: {set: {n}}})

  it('patches the draft, made from the published document', async () => {
    const {act, fields, document} = await makeWorld({_id: 'a', n: 1, m: 1})
    const {transaction} = await act([patch(2), patch(3)], {transactionId: 'tx'})
    expect([fields('drafts.a'), fields('a')]).toEqual([
      {n: 3, m: 1},
      {n: 1, m: 1},
    ])
    expect(document('drafts.a')?._rev).toBe('tx')
    // A listener replays this without the published document.
    expect(transaction?.changes[0]?.mutations).toMatchObject([
      {createIfNotExists: {_id: 'drafts.a', n: 1}},
      {patch: {set: {n: 2}}},
      {patch: {set: {n: 3}}},
    ])
  })

  it('is refused where there is neither, or for ids that do not belong together', async () => {
    const {act} = await makeWorld({_id: 'b'})
    await expect(act([patch(1)])).rejects.toMatchObject(conflict('documentNotFoundError'))
    const crossed = action('edit', {draftId: 'drafts.x', publishedId: 'b', patch: {set: {n: 1}}})
    await expect(act([crossed])).rejects.toMatchObject({status: 400, type: 'actionError'})
    const published = action('edit', {draftId: 'b', publishedId: 'b', patch: {set: {n: 1}}})
    await expect(act([published])).rejects.toMatchObject({status: 400, type: 'actionError'})
  })

  it('finds text that a colleague has typed beside', async () => {
    const text = 'The quick brown fox jumps'
    const {act, fields} = await makeWorld({_id: 'drafts.a', text})
    const change = (to: string) => stringifyPatches(makePatches(text, to))
    const edits = ['Now the quick brown fox jumps', 'The slow brown fox jumps']
    for (const edited of edits) {
      const diffMatchPatch = {text: change(edited)}
      await act([action('edit', {...pair, patch: {diffMatchPatch}})])
    }
    expect(fields('drafts.a')).toEqual({text: 'Now the slow brown fox jumps'})
  })
})

describe('publish', () => {
  it('puts the draft in the place of the published document', async () => {
    const {act, document, ids} = await makeWorld(
      {_id: 'a', n: 1, _createdAt: '2020-01-01T00:00:00Z'},
      {_id: 'drafts.a', n: 2},
    )
    const {transaction} = await act([action('publish', pair)])
    expect(ids()).toEqual(['a'])
    expect(document('a')).toMatchObject({n: 2, _createdAt: '2020-01-01T00:00:00Z', _rev: 'id1'})
    expect(transaction?.changes.map(({id}) => id)).toEqual(['a', 'drafts.a'])
  })

  it('makes the references strong that were to become so', async () => {
    const strengthen = {type: 'person'}
    const {act, fields} = await makeWorld(
      {_id: 'b'},
      {
        _id: 'drafts.a',
        strong: {_ref: 'b', _weak: true, _strengthenOnPublish: strengthen},
        weak: {_ref: 'x', _weak: true, _strengthenOnPublish: {...strengthen, weak: true}},
      },
    )
    await act([action('publish', pair)])
    expect(fields('a')).toEqual({strong: {_ref: 'b'}, weak: {_ref: 'x', _weak: true}})
  })

  it('is refused where a reference that becomes strong has no document', async () => {
    const link = {_ref: 'x', _weak: true, _strengthenOnPublish: {type: 'person'}}
    const {act} = await makeWorld({_id: 'drafts.a', link})
    await expect(act([action('publish', pair)])).rejects.toMatchObject({status: 409})
  })

  it('is refused where the draft or the published document is another than was seen', async () => {
    const {act} = await makeWorld({_id: 'a'}, {_id: 'drafts.a'})
    for (const wish of [{ifDraftRevisionId: 'x'}, {ifPublishedRevisionId: 'x'}]) {
      const publish = act([action('publish', {...pair, ...wish})])
      await expect(publish).rejects.toMatchObject(conflict('documentRevisionIDDoesNotMatchError'))
    }
    const seen = {ifDraftRevisionId: 'first', ifPublishedRevisionId: 'first'}
    await act([action('publish', {...pair, ...seen})])
    await expect(act([action('publish', pair)])).rejects.toMatchObject(
      conflict('documentNotFoundError'),
    )
  })
})

describe('unpublish', () => {
  it('keeps the published document as a draft, unless there is one', async () => {
    const {act, fields, ids} = await makeWorld({_id: 'a', n: 1})
    await act([action('unpublish', pair)])
    expect([ids(), fields('drafts.a')]).toEqual([['drafts.a'], {n: 1}])
    await expect(act([action('unpublish', pair)])).rejects.toMatchObject(
      conflict('documentNotFoundError'),
    )
    const other = await makeWorld({_id: 'a', n: 1}, {_id: 'drafts.a', n: 2})
    await other.act([action('unpublish', pair)])
    expect([other.ids(), other.fields('drafts.a')]).toEqual([['drafts.a'], {n: 2}])
  })
})

describe('delete and discard', () => {
  it('delete a document with its drafts, all of which must be named', async () => {
    const {act, ids, transactions} = await makeWorld({_id: 'a'}, {_id: 'drafts.a'}, {_id: 'b'})
    const forgetful = act([action('delete', {publishedId: 'a', includeDrafts: []})])
    await expect(forgetful).rejects.toMatchObject(conflict('documentHasVersionsError'))
    const all = {publishedId: 'a', includeDrafts: ['drafts.a'], purge: true}
    await act([action('delete', all)])
    expect(ids()).toEqual(['b'])
    // History is kept for ever, also with `purge`.
    expect(transactions()[0]?.changes.map(({id}) => id)).toEqual(['a', 'drafts.a', 'b'])
    await expect(act([action('delete', all)])).rejects.toMatchObject({status: 409})
  })

  it('delete only what belongs to the document', async () => {
    const {act} = await makeWorld({_id: 'a'}, {_id: 'drafts.b'})
    const stray = act([action('delete', {publishedId: 'a', includeDrafts: ['drafts.b']})])
    await expect(stray).rejects.toMatchObject({status: 400})
  })

  it('discard a draft or a version, never a published document', async () => {
    const {act, ids} = await makeWorld({_id: 'a'}, {_id: 'drafts.a'}, {_id: 'versions.r1.a'})
    await act([action('discard', {draftId: 'drafts.a'})])
    await act([action('version.discard', {versionId: 'versions.r1.a'})])
    expect(ids()).toEqual(['a'])
    await expect(act([action('discard', {draftId: 'a'})])).rejects.toMatchObject({status: 400})
    const gone = act([action('version.discard', {versionId: 'drafts.a'})])
    await expect(gone).rejects.toMatchObject(conflict('documentNotFoundError'))
  })
})

describe('replaceDraft', () => {
  it('restores an old state as the draft', async () => {
    const {act, fields} = await makeWorld({_id: 'a', n: 2})
    const attributes = {_id: 'drafts.a', _type: 'note', n: 1}
    await act([action('replaceDraft', {publishedId: 'a', attributes})])
    await act([action('replaceDraft', {publishedId: 'a', attributes: {...attributes, n: 0}})])
    expect([fields('a'), fields('drafts.a')]).toEqual([{n: 2}, {n: 0}])
    const nothing = {publishedId: 'x', attributes: {_id: 'drafts.x', _type: 'note'}}
    await expect(act([action('replaceDraft', nothing)])).rejects.toMatchObject({status: 409})
  })
})

describe('versions', () => {
  const version = {publishedId: 'a', versionId: 'versions.r1.a'}

  it('are created whole or from another variant, replaced and published', async () => {
    const {act, fields, ids} = await makeWorld({_id: 'a', n: 1})
    await act([action('version.create', {...version, baseId: 'a', ifBaseRevisionId: 'first'})])
    expect(fields('versions.r1.a')).toEqual({n: 1})
    const document = {_id: 'versions.r1.a', _type: 'note', n: 5}
    await act([action('version.replace', {document})])
    await act([
      action('version.create', {publishedId: 'a', document: {...document, _id: 'versions.r2.a'}}),
    ])
    await act([action('version.publish', version)])
    expect([ids(), fields('a')]).toEqual([['a', 'versions.r2.a'], {n: 5}])
  })

  it('mark that a document is to be unpublished with a release', async () => {
    const {act, fields} = await makeWorld({_id: 'a', n: 1})
    await act([action('version.unpublish', version)])
    expect(fields('versions.r1.a')).toEqual({n: 1, _system: {delete: true}})
  })

  it('are refused from a base of another revision, or for another document', async () => {
    const {act} = await makeWorld({_id: 'a'}, {_id: 'b'})
    const stale = action('version.create', {...version, baseId: 'a', ifBaseRevisionId: 'x'})
    await expect(act([stale])).rejects.toMatchObject(
      conflict('documentRevisionIDDoesNotMatchError'),
    )
    const stray = action('version.create', {...version, baseId: 'b'})
    await expect(act([stray])).rejects.toMatchObject({status: 400})
    const missing = action('version.replace', {document: {_id: 'versions.r1.a', _type: 'note'}})
    await expect(act([missing])).rejects.toMatchObject({status: 409})
  })
})

describe('a request of actions', () => {
  it('is all or nothing, and names the action that failed', async () => {
    const {act, ids} = await makeWorld({_id: 'drafts.a'})
    const actions = [action('publish', pair), action('publish', pair)]
    await expect(act(actions)).rejects.toMatchObject({items: [{index: 1}]})
    expect(ids()).toEqual(['drafts.a'])
  })

  it.each([
    [undefined],
    ['publish'],
    [[null]],
    [[{actionType: 'sanity.action.release.create'}]],
    [[{actionType: 'constructor'}]],
    [[action('publish', {})]],
    [[action('edit', {...pair, patch: {set: 'x'}})]],
    [[action('delete', {publishedId: 'a', includeDrafts: 'drafts.a'})]],
  ])('that makes no sense is refused: %j', async (actions) => {
    const {act} = await makeWorld({_id: 'a'})
    await expect(act(actions ?? null)).rejects.toMatchObject({status: 400})
  })
})
