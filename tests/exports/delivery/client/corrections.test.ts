import {chmodSync, existsSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {beforeEach, describe, expect, it} from 'vitest'

import type {Bundle} from '../../../../exports/bundle/bundle.ts'
import type {LiveEntry, ShownCorrection} from '../../../../exports/repository/format/entries.ts'
import {zipPath} from '../../../../exports/repository/format/paths.ts'
import {makeBundle} from '../../bundle/world.ts'
import {usePress, type Press} from './press.ts'
import {codesOf, pullOnce} from './puller.ts'
import {liveEntry} from './small-repository.ts'

const press = usePress(['knee'])
let {world, root, dir, repository, server} = {} as Press
let corrected: Bundle
let entry: LiveEntry
let corrections: ShownCorrection[]

beforeEach(async () => {
  ;({world, root, dir, repository, server} = press())
  const reason = 'Dose'
  corrected = await makeBundle(world, {
    id: 'knee',
    also: [
      {kind: 'correction', severity: 'editorial', reason, notice: 'A name was misspelt.'},
      {kind: 'correction', severity: 'safety', update: 'erratum', reason, notice: 'Read 10 mg.'},
    ],
  })
  entry = await liveEntry(corrected)
  corrections = entry.corrections as ShownCorrection[]
  repository.write(zipPath(corrected.digest), corrected.zip)
  const hook = join(root, 'hook')
  writeFileSync(
    hook,
    [
      '#!/bin/sh',
      `echo "$MARROW_EVENT $MARROW_SEVERITY $MARROW_UPDATE." >> '${root}/told'`,
      `cat >> '${root}/events'`,
    ].join('\n'),
  )
  chmodSync(hook, 0o755)
})

const pullIt = () =>
  pullOnce({
    from: server.url,
    dir,
    rootKey: world.rootKey,
    values: {hook: [join(root, 'hook')]},
  })
const lines = (name: string): string[] =>
  existsSync(join(root, name)) ? readFileSync(join(root, name), 'utf8').trimEnd().split('\n') : []
const idOf = (severity: string): string =>
  corrections.find((one) => one.severity === severity)!.statement

describe('the hook of a correction', () => {
  it('is told how grave it is, and in JSON all that the person said in public', async () => {
    await pullIt()
    const news = corrections.map(({statement}) => statement)
    await repository.tell([{type: 'corrected', entry, corrected: news}])
    expect(await pullIt()).toMatchObject({ok: true})
    expect(lines('told')).toEqual(['published  .', 'corrected safety erratum.'])
    expect(JSON.parse(lines('events')[1]!)).toMatchObject({corrected: news, entry: {corrections}})
  })

  it('is told of what is new alone', async () => {
    await repository.tell([{type: 'corrected', entry, corrected: [idOf('editorial')]}])
    await pullIt()
    expect(lines('told')).toContain('corrected editorial correction.')
  })

  it('and that of a withdrawal of which kind it is', async () => {
    await repository.withdraw(corrected)
    await pullIt()
    expect(lines('told')).toContain('withdrawn safety withdrawal.')
  })
})

describe('what the release key says of corrections', () => {
  it.each([
    [
      'other words',
      (all: ShownCorrection[]) => all.map((one) => ({...one, notice: 'Take 100 mg'})),
    ],
    [
      'another severity',
      (all: ShownCorrection[]) => all.map((one) => ({...one, severity: 'legal'})),
    ],
    ['none', () => []],
  ])('is refused where people signed otherwise: %s', async (_, change) => {
    await repository.tell([{type: 'corrected', entry}])
    await pullIt()
    // The bundle is there, and on show: what is said of it is read all the same.
    const forged = {...entry, corrections: change(corrections) as ShownCorrection[]}
    await repository.tell([{type: 'corrected', entry: forged}])
    const report = await pullIt()
    expect(codesOf(report)).toEqual(['bundle-differs'])
    expect(report).toMatchObject({shown: ['knee.en'], pending: 1})
    expect(lines('told')).toHaveLength(2)

    await repository.tell([{type: 'rebuilt', entry}])
    expect(await pullIt()).toMatchObject({ok: true, pending: 0, shown: ['knee.en']})
  })
})

it('a repository from before corrections had words is followed to one that has them', async () => {
  const ids = corrections.map(({statement}) => statement)
  await repository.tell([{type: 'corrected', entry: {...entry, corrections: ids}}])
  expect(codesOf(await pullIt())).toEqual(['bundle-differs'])
  await repository.tell([{type: 'rebuilt', entry}])
  expect(await pullIt()).toMatchObject({ok: true, pending: 0, shown: ['knee.en']})
  expect(lines('told')).toEqual(['published  .', 'corrected  .', 'rebuilt  .'])
})
