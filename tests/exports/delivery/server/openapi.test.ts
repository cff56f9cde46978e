import {Validator} from '@seriousme/openapi-schema-validator'
import {Ajv2020} from 'ajv/dist/2020.js'
import {beforeEach, describe, expect, it} from 'vitest'

import {openapiDocument} from '../../../../exports/delivery/server/openapi/document.ts'
import type {Operation} from '../../../../exports/delivery/server/openapi/operations.ts'
import {findRoute, routeNames} from '../../../../exports/delivery/server/routes.ts'
import {testDelivery, type TestDelivery} from './test-delivery.ts'

interface Document {
  paths: Record<string, Record<string, Operation>>
  components: {schemas: Record<string, object>; parameters: Record<string, object>}
}

const document = openapiDocument() as Document
let test: TestDelivery
let held = 0

beforeEach(async () => {
  test = await testDelivery()
  held = 0
})

/** What stands for each parameter of a path. */
const examples = (): Record<string, string> => ({
  id: 'article-knee',
  ending: 'dsse.json',
  version: '1',
  audience: 'all',
  page: '1',
  name: 'article-knee.en',
  bundle: test.entries.knee.bundle,
  digest: 'a'.repeat(64),
  path: 'index.html',
})
const addressOf = (path: string) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => examples()[name]!)

/** The operation of a path, method and answer; fails where the document has none. */
function documented(path: string, method: string, response: Response) {
  const operation = document.paths[path]?.[method]
  expect(operation, `${method} ${path}`).toBeDefined()
  const answer: {content?: Record<string, {schema?: object}>} | undefined =
    operation!.responses[String(response.status)]
  expect(answer, `${method} ${path} ${response.status}`).toBeDefined()
  return answer!.content ?? {}
}

const ajv = new Ajv2020({strict: false, validateFormats: false})
ajv.addSchema({$id: 'openapi', components: document.components})

/** Hold an answer to the document: status, media type, and the schema of JSON. */
async function hold(path: string, method: string, response: Response) {
  held += 1
  const content = documented(path, method, response)
  const type = response.headers.get('content-type')?.split(';')[0] ?? ''
  const body = await response.text()
  if (body === '') return
  const described = content[type] ?? content['*/*']
  expect(described, `${method} ${path} ${response.status} ${type}`).toBeDefined()
  if (!type.endsWith('json') || !described!.schema) return
  const schema = JSON.parse(
    JSON.stringify(described!.schema).replaceAll('"#/components', '"openapi#/components'),
  ) as object
  const validate = ajv.compile(schema)
  expect(validate(JSON.parse(body)), JSON.stringify(validate.errors)).toBe(true)
}

describe('the OpenAPI document', () => {
  it('is one', async () => {
    const {valid, errors} = await new Validator().validate(
      structuredClone(document) as unknown as Parameters<Validator['validate']>[0],
    )
    expect([valid, errors]).toEqual([true, undefined])
  })

  it('is given to everybody, and can be kept', async () => {
    const response = await test.ask('/openapi.json')
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('public, max-age=300')
    expect(await response.json()).toEqual(JSON.parse(JSON.stringify(document)))
  })

  it('names every route with its methods, and no other', () => {
    const found = new Set<string>()
    for (const [path, operations] of Object.entries(document.paths)) {
      const route = findRoute(addressOf(path))
      found.add(route.name)
      expect([path, Object.keys(operations).map((method) => method.toUpperCase())]).toEqual([
        path,
        Object.keys(route.methods),
      ])
    }
    expect([...found].toSorted()).toEqual([...routeNames].toSorted())
  })

  it('has its own name for each operation, and says what is wrong with a token', () => {
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
    const ids = operations.map(({operationId}) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const {operationId, security, responses} of operations) {
      if (security?.length !== 0)
        expect([operationId, '401' in responses || operationId === 'page']).toEqual([
          operationId,
          true,
        ])
    }
  })

  it('is what is answered, to each kind of caller', async () => {
    test.repository.write(`roots/1.ndjson`, '{}\n')
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const method of Object.keys(operations)) {
        const isForm = path.startsWith('/log')
        const options = {
          method: method.toUpperCase(),
          ...(method === 'post' && {
            body: isForm ? `token=${test.knee}` : '{"seq":1}',
            headers: {
              'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
              origin: 'http://127.0.0.1:3334',
            },
          }),
        }
        const address = addressOf(path)
        await hold(path, method, await test.ask(address, options))
        await hold(path, method, await test.ask(address, {...options, token: test.everything}))
        await hold(path, method, await test.ask(address, {...options, token: 'mrw_no'}))
        await hold(path, method, await test.ask(`${address}?token=x`, options))
        await hold(path, method, await test.ask(address, {...options, method: 'DELETE'}))
        await hold(path, method, await test.ask(`${address}?${'a'.repeat(9000)}`, options))
      }
    }
    expect(held).toBe(6 * Object.keys(document.paths).length)
  })

  it('is what is answered with conditions, in part, and to odd requests', async () => {
    const token = test.knee
    const get = (path: string, headers: Record<string, string> = {}) =>
      test.ask(path, {token, headers})
    const article = '/v1/articles/{id}'
    const file = '/bundles/{bundle}.zip'
    for (const [path, address] of [
      [article, '/v1/articles/article-knee'],
      [file, addressOf(file)],
      ['/v1/manifest', '/v1/manifest'],
      ['/v1/changes', '/v1/changes'],
      ['/openapi.json', '/openapi.json'],
    ] as const) {
      await hold(path, 'get', await get(address, {'if-none-match': '*'}))
      await hold(path, 'get', await get(address, {'if-match': '"other"'}))
    }
    for (const range of ['bytes=0-3', 'bytes=99999999-']) {
      await hold(article, 'get', await get('/v1/articles/article-knee', {range}))
      await hold(file, 'get', await get(addressOf(file), {range}))
    }
    await hold(article, 'get', await get('/v1/articles/article-knee', {accept: 'image/png'}))
    await hold(article, 'get', await get('/v1/articles/article-knee?language=%20'))
    await hold('/v1/changes', 'get', await get('/v1/changes?since=x'))
    await hold('/v1/changes', 'get', await get('/v1/changes?since=9'))
    const ack = (body: string, type = 'application/json') =>
      test.ask('/v1/acks', {token, method: 'POST', body, headers: {'content-type': type}})
    for (const body of ['{', '{"seq":9}', `{"seq":1,"message":"${'x'.repeat(20_000)}"}`]) {
      await hold('/v1/acks', 'post', await ack(body))
    }
    await hold('/v1/acks', 'post', await ack('seq=1', 'text/plain'))
    await test.repository.withdraw(['knee.en.0h'], test.entries.knee)
    for (const accept of ['text/html', '*/*']) {
      await hold(article, 'get', await get('/v1/articles/article-knee', {accept}))
    }
    await hold(file, 'get', await get(addressOf(file)))
    await hold('/v1/manifest', 'get', await get('/v1/manifest'))
    await hold('/v1/changes', 'get', await get('/v1/changes'))
    await test.delivery.close()
    await hold('/health', 'get', await test.ask('/health'))
    await hold('/v1/manifest', 'get', await get('/v1/manifest'))
    expect(held).toBeGreaterThan(20)
  })
})
