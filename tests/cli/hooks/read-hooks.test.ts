import {chmodSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {Ajv2020} from 'ajv/dist/2020.js'
import {describe, expect, it} from 'vitest'

import schema from '../../../cli/hooks/hooks.schema.json' with {type: 'json'}
import {readHooks} from '../../../cli/hooks/read-hooks.ts'
import {homeAt} from '../../../cli/home/paths.ts'
import {temporaryFolder} from '../harness.ts'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}\n`

function homeWith(hooks: unknown, mode = 0o600) {
  const home = homeAt({MARROW_HOME: temporaryFolder()})
  const text = typeof hooks === 'string' ? hooks : JSON.stringify({format: 1, hooks})
  writeFileSync(join(home.dir, 'hooks.json'), text)
  writeFileSync(join(home.dir, 'chat.secret'), secret)
  chmodSync(join(home.dir, 'chat.secret'), mode)
  writeFileSync(join(home.dir, 'weak.secret'), 'whsec_c2hvcnQ=', {mode: 0o600})
  return home
}

const webhook = (rest: object) => [{name: 'a', on: ['approved'], webhook: rest}]

describe('hooks.json', () => {
  it('names programs and webhooks, with secrets from files', () => {
    const hooks = [
      {name: 'mail', on: ['submitted', 'overdue'], command: ['tell', '--quiet']},
      {
        name: 'chat',
        on: ['approved'],
        webhook: {url: 'https://x.example', secretFile: 'chat.secret'},
      },
    ]
    expect(readHooks(homeWith(hooks))).toEqual([
      hooks[0],
      {
        name: 'chat',
        on: ['approved'],
        webhook: {url: 'https://x.example', secret: new Uint8Array(32).fill(7)},
      },
    ])
    expect(new Ajv2020().validate(schema, {format: 1, hooks})).toBe(true)
  })

  it('may be missing', () => {
    expect(readHooks(homeAt({MARROW_HOME: temporaryFolder()}))).toEqual([])
  })

  it.each([
    ['{', 'hooks.json:1:'],
    ['{"format":2,"hooks":[]}', '`format` must be 1'],
    ['{"format":1}', '`hooks` is missing'],
    [[{name: 'a', on: ['published'], command: ['x']}], '`hooks[0].on[0]` must be one of'],
    [[{name: 'a', on: [], command: ['x']}], '`hooks[0].on` must have 1'],
    [[{name: 'A b', on: ['approved'], command: ['x']}], '`hooks[0].name` must be a short name'],
    [[{name: 'a', on: ['approved'], command: 'x'}], '`hooks[0].command` must be an array'],
    [[{name: 'a', on: ['approved']}], '`hooks[0]` must have a `command` or a `webhook`'],
    [
      [{name: 'a', on: ['approved'], command: ['x'], webhook: {url: 'https://x.example'}}],
      '`hooks[0]` must have',
    ],
    [
      [
        {name: 'a', on: ['approved'], command: ['x']},
        {name: 'a', on: ['overdue'], command: ['x']},
      ],
      '`hooks[1].name`: a is there twice',
    ],
    [webhook({url: 'http://x.example'}), '`hooks[0].webhook.url` must be https'],
    [webhook({url: 'https://me:pw@x.example'}), '`hooks[0].webhook.url` must be https'],
    [webhook({url: 'https://x.example', secret: 's'}), 'webhook.secret` is not a member'],
    [webhook({url: 'https://x.example', secretFile: 'gone'}), 'gone, which is not there'],
    [webhook({url: 'https://x.example', secretFile: 'weak.secret'}), 'holds no secret'],
  ])('%j is refused with its place', (hooks, told) => {
    expect(() => readHooks(homeWith(hooks))).toThrow(
      expect.objectContaining({code: 'data', message: expect.stringContaining(told)}),
    )
  })

  it('names no secret that others can read', () => {
    const home = homeWith(webhook({url: 'https://x.example', secretFile: 'chat.secret'}), 0o644)
    expect(() => readHooks(home)).toThrow('can be read by others')
  })
})
