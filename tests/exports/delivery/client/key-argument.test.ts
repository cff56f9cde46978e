import {parseArgs} from 'node:util'

import {expect, it} from 'vitest'

import {joinKeyArgument} from '../../../../exports/delivery/client/key-argument.ts'

const keyOf = (...args: string[]) =>
  parseArgs({
    args: joinKeyArgument(args),
    options: {key: {type: 'string'}, json: {type: 'boolean'}},
    allowPositionals: true,
  })

it('A public key that begins with a dash is no option', () => {
  const key = `-${'A_b-1'.repeat(9)}`.slice(0, 43)
  expect(keyOf('out', '--key', key, '--json')).toMatchObject({
    positionals: ['out'],
    values: {key, json: true},
  })
  expect(keyOf(`--key=${key}`).values).toEqual({key})
})

it('Options behind a key that is missing stay what they are', () => {
  expect(() => keyOf('--key', '--json')).toThrow(/ambiguous/)
})
