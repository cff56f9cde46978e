import {chmodSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {beforeEach, describe, expect, it} from 'vitest'

import {usePress, type Press} from './press.ts'
import {codesOf, pullOnce} from './puller.ts'

const press = usePress(['knee', 'hip'])
let {world, knee2, hip, root, dir, repository, server} = {} as Press
let hook: string
beforeEach(() => {
  ;({world, knee2, hip, root, dir, repository, server} = press())
  hook = join(root, 'hook')
  // Fails for each line of `bad` that the event has; writes down what it was told.
  writeFileSync(
    hook,
    [
      '#!/bin/sh',
      'event=$(cat)',
      `if [ -f '${root}/bad' ] && echo "$MARROW_EVENT $MARROW_ARTICLE" | grep -qf '${root}/bad'`,
      'then echo "no $MARROW_ARTICLE today" >&2; exit 3; fi',
      `echo "$MARROW_EVENT $MARROW_SEQ $MARROW_ARTICLE $MARROW_PATH $1 $MARROW_TOKEN." >> '${root}/told'`,
      `echo "$event" >> '${root}/events'`,
      `ls articles | paste -sd' ' >> '${root}/shown'`,
    ].join('\n'),
  )
  chmodSync(hook, 0o755)
})

const pullIt = (now?: string) =>
  pullOnce({
    from: server.url,
    dir,
    rootKey: world.rootKey,
    values: {hook: [hook, '$(touch x); argument']},
    env: {MARROW_TOKEN: 'mrw_secret'},
    ...(now && {now}),
  })
const lines = (name: string): string[] =>
  readFileSync(join(root, name), 'utf8').trimEnd().split('\n')

describe('a hook', () => {
  it('is run once for each event, in order, after it came true, without a shell or the token', async () => {
    await pullIt()
    expect(lines('told')).toEqual([
      'published 1 knee articles/knee.en $(touch x); argument .',
      'published 2 hip articles/hip.en $(touch x); argument .',
    ])
    expect(lines('shown')).toEqual(['hip.en knee.en', 'hip.en knee.en'])
    expect(lines('events').map((line) => JSON.parse(line) as unknown)).toEqual(repository.events)

    await repository.publish(knee2)
    await repository.withdraw(hip)
    await pullIt()
    await pullIt()
    expect(lines('told').map((line) => line.slice(0, 17))).toEqual([
      'published 1 knee ',
      'published 2 hip a',
      'withdrawn 4 hip a',
      'published 3 knee ',
    ])
    expect(lines('shown').slice(2)).toEqual(['knee.en', 'knee.en'])
  })

  it('that fails is reported, and run again in the next pull', async () => {
    writeFileSync(join(root, 'bad'), 'knee\n')
    const report = await pullIt()
    expect(codesOf(report)).toEqual(['hook-failed'])
    expect(report.faults[0]!.message).toContain('ended with 3: no knee today')
    expect(report).toMatchObject({pending: 1, shown: ['hip.en', 'knee.en']})
    rmSync(join(root, 'bad'))
    expect(await pullIt()).toMatchObject({ok: true, pending: 0})
    expect(lines('told').map((line) => line.split(' ')[2])).toEqual(['hip', 'knee'])
  })

  it('that fails does not hold up a withdrawal, which replaces it', async () => {
    writeFileSync(join(root, 'bad'), 'published hip\n')
    await pullIt()
    await repository.withdraw(hip)
    const report = await pullIt()
    expect(report).toMatchObject({pending: 0, withdrawn: ['hip.en'], shown: ['knee.en']})
    rmSync(join(root, 'bad'))
    expect(await pullIt()).toMatchObject({ok: true})
    expect(lines('told').map((line) => line.slice(0, 15))).toEqual([
      'published 1 kne',
      'withdrawn 3 hip',
    ])
  })

  it('is told what has run out, and what came back', async () => {
    await pullIt()
    const late = new Date(Date.parse(hip.manifest.validUntil!) + 1).toISOString()
    await pullIt(late)
    await pullIt()
    expect(
      lines('told')
        .slice(2)
        .map((line) => line.split(' ')[0]),
    ).toEqual(expect.arrayContaining(['ran-out', 'restored']))
  })

  it('is over when it ends, or its time is, whatever it left running', async () => {
    const hookWith = (script: string, timeoutMs: number) =>
      pullOnce({
        from: server.url,
        dir: join(root, script.length.toString()),
        rootKey: world.rootKey,
        changes: {hook: {command: ['sh', '-c', script], timeoutMs}},
      })
    const started = performance.now()
    expect(await hookWith('sleep 20 & exit 0', 60_000)).toMatchObject({ok: true})
    const late = await hookWith('sleep 20; true', 50)
    expect(codesOf(late)).toEqual(['hook-failed', 'hook-failed'])
    expect(late.faults[0]!.message).toContain('ended with SIGKILL')
    expect(performance.now() - started).toBeLessThan(15_000)
  })

  it('that cannot be run is reported like one that fails', async () => {
    const report = await pullOnce({
      from: server.url,
      dir,
      rootKey: world.rootKey,
      values: {hook: [join(root, 'nowhere')]},
    })
    expect(codesOf(report)).toEqual(['hook-failed', 'hook-failed'])
    expect(report.shown).toEqual(['hip.en', 'knee.en'])
  })
})

describe('acknowledging', () => {
  it('tells the server of the last event before the first that is not worked off', async () => {
    const told: string[] = []
    server.trick = (path, request, response) => {
      if (path !== 'v1/acks') return false
      expect(request.headers.authorization).toBe('Bearer mrw_secret')
      let body = ''
      request.setEncoding('utf8').on('data', (text: string) => (body += text))
      request.on('end', () => {
        told.push(body)
        response.writeHead(204).end()
      })
      return true
    }
    writeFileSync(join(root, 'bad'), 'hip\n')
    expect(await pullIt()).toMatchObject({acknowledged: 1})
    rmSync(join(root, 'bad'))
    expect(await pullIt()).toMatchObject({acknowledged: 2})
    await pullIt()
    expect(told).toEqual(['{"seq":1}', '{"seq":2}'])
  })

  it('is left out where a server knows none, and tried again where it fails', async () => {
    expect(await pullIt()).toMatchObject({ok: true, acknowledged: 0})
    server.trick = (path, _, response) => {
      if (path !== 'v1/acks') return false
      response.writeHead(503).end()
      return true
    }
    expect(codesOf(await pullIt())).toEqual(['not-acknowledged'])
  })
})
