import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {testLake} from './harness.ts'
import type {TestLake} from './harness.ts'
import {doubtful, malformed, right, wrong} from './json-cases.ts'

/** Row 8 of reliability: the one JSON parser of every body, through the HTTP of the lake. */
let test: TestLake
beforeAll(async () => {
  test = await testLake()
})
afterAll(() => test.close())

const path = '/v1/users/me/keyvalue'

/** Put a value into the key-value store of the editor. */
const put = async (text: string) => {
  const body = `[{"key":"k","value":${text}}]`
  const response = await test.request(path, {method: 'PUT', token: test.tokens.editor, body})
  const {errorCode, message} = (await response.json()) as {errorCode?: string; message?: string}
  return {status: response.status, code: errorCode, message}
}

const kept = async (): Promise<unknown> => {
  const response = await test.request(`${path}/k`, {token: test.tokens.editor})
  return ((await response.json()) as {value: unknown}[])[0]?.value
}

/** Cases with names that fit on a line. */
const named = (texts: readonly string[]): [string, string][] =>
  texts.map((text) => [JSON.stringify(text).slice(0, 50), text])

const mark = '"nothing was stored"'

describe('JSON that is right', () => {
  it.each(named(right))('is taken, and comes back the same: %s', async (_, text) => {
    expect(await put(text)).toMatchObject({status: 200})
    expect(await kept()).toEqual(JSON.parse(text))
  })
})

describe('JSON that is wrong', () => {
  beforeAll(() => put(mark))

  it.each(named(wrong))('is refused, with its place: %s', async (_, text) => {
    const {status, code, message} = await put(text)
    expect(status).toBe(400)
    expect(code).toMatch(/^json-/)
    expect(message).toMatch(/^body:\d+:\d+: /)
    expect(await kept()).toBe(JSON.parse(mark))
  })

  it.each(Object.keys(malformed))('is refused where its bytes are no UTF-8: %s', async (name) => {
    const body = malformed[name]
    const response = await test.request(path, {method: 'PUT', token: test.tokens.editor, body})
    const {errorCode} = (await response.json()) as {errorCode: string}
    expect([response.status, errorCode]).toEqual([400, 'body-not-utf8'])
  })
})

describe('JSON that readers understand in different ways', () => {
  beforeAll(() => put(mark))

  it.each(named(doubtful.map(([text]) => text)))('is refused: %s', async (_, text) => {
    const expected = doubtful.find(([other]) => other === text)?.[1]
    expect(await put(text)).toMatchObject({status: 400, code: expected})
    expect(await kept()).toBe(JSON.parse(mark))
  })
})
