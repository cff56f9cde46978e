import {afterAll, beforeAll, describe, expect, test} from 'vitest'

import type {WorkerPoolOptions} from '../../../lake/query/worker-pool-options.ts'
import {document, QueryWorld} from './query-world.ts'

// Time that a refusal may take on a loaded machine, beyond what the lake itself promises.
const slackMs = 5000
const deadlineMs = 1000

let world: QueryWorld
beforeAll(() => makeWorld({deadlineMs, memoryMb: 128}))
afterAll(() => world.close())

async function makeWorld(options: WorkerPoolOptions): Promise<void> {
  world = new QueryWorld({maxResultBytes: 1_000_000, ...options})
  const people = Array.from({length: 1000}, (_, index) =>
    document(`p${index}`, 'person', {name: `Person ${index}`, mutual: 'a'.repeat(100)}),
  )
  world.put(people)
  await world.query('1')
}

/** Ask, and say how it ended. */
async function outcome(query: string, params: Record<string, unknown> = {}) {
  const start = performance.now()
  const status = await world.query(query, {params}).then(
    () => 200,
    (error: {status: number}) => error.status,
  )
  return {status, ms: performance.now() - start}
}

const parseBombs: [string, string][] = [
  ['`true&&` 2,000 times', `${'true&&'.repeat(2000)}true`],
  ['5,000 parentheses', '('.repeat(5000)],
  ['5,000 pairs of parentheses', `${'('.repeat(5000)}1${')'.repeat(5000)}`],
  ['50,000 negations', `${'!'.repeat(50_000)}true`],
  ['5,000 dereferences', `*[0]${'->'.repeat(5000)}`],
  ['5,000 filters', `*${'[true]'.repeat(5000)}`],
  ['5,000 sums', `1${'+1'.repeat(5000)}`],
  ['20,000 values', `[${'1,'.repeat(20_000)}1]`],
  ['a megabyte of spaces', `*${' '.repeat(1_000_000)}`],
  ['an open string', `*[title == "${'a'.repeat(60_000)}`],
  ['comments', '//\n'.repeat(20_000)],
  [
    'custom functions that double',
    `fn a::a($x) = $x{"y": b::b(x), "z": b::b(x)}; fn b::b($x) = $x{"y": c::c(x), "z": c::c(x)};
     fn c::c($x) = $x{y}; *{"q": a::a(@)}`,
  ],
]

describe('a query that overflows groq-js', () => {
  test.each(parseBombs)('is refused: %s', async (_name, query) => {
    const {status, ms} = await outcome(query)
    expect(status).toBe(400)
    expect(ms).toBeLessThan(200 + slackMs)
  })
})

describe('a pattern with ten wildcards', () => {
  const pattern = '*a'.repeat(10)

  test.each([
    ['in the query', `*[mutual match "${pattern}b"]`, {}],
    ['in a parameter', '*[mutual match $p]', {p: `${pattern}b`}],
    ['in a list', '*[mutual match $p]', {p: ['x', `${pattern}b`]}],
    ['in an object', '*[mutual match $p.q.r]', {p: {q: {r: `${pattern}b`}}}],
    ['in a score', '*|score(mutual match $p)', {p: `${pattern}b`}],
    ['in a path', '*[_id in path($p)]', {p: Array.from({length: 11}, () => '**').join('.')}],
    ['put together', '*[mutual match $p + $p + $p + $p + $p + "b"]', {p: '*a*a*a'}],
  ])('is refused: %s', async (_name, query, params) => {
    expect((await outcome(query, params)).status).toBe(400)
  })

  test('is matched in linear time where a document brings it', async () => {
    world.put([document('pattern', 'pattern', {value: `${pattern}b`})])
    const {status, ms} = await outcome('count(*[mutual match *[_type == "pattern"][0].value])')
    expect(status).toBe(200)
    expect(ms).toBeLessThan(1000 + slackMs)
  })
})

const evaluationBombs: [string, string][] = [
  ['nested subqueries', '*{"a": *{"b": *{"c": *{"d": *}}}}'],
  [
    'correlated subqueries',
    'count(*[count(*[count(*[name == ^.name && ^.^.name == name]) > 5]) > 5])',
  ],
  [
    'a text split into characters',
    `*{"a": string::split(array::join(*[_type == "person"].mutual, "x"), "")}`,
  ],
  ['texts that double', doubled('array::join(*[_type == "person"].mutual, "")', 12)],
  ['texts that double, in upper case', `string::upper(${doubled('"aaaaaaaaaa"', 14)})`],
  ['a text of a gigabyte, split', `count(string::split(${doubled('"aaaaaaaaaa"', 13)}, "a"))`],
  ['lists that double', list(20)],
]

/** A text in itself four times, and that so often. */
function doubled(text: string, times: number): string {
  let query = `{"x": ${text}}`
  for (let time = 0; time < times; time++) {
    query += '{"x": array::join([x, x, x, x], "")}'
  }
  return `${query}.x`
}

function list(times: number): string {
  let query = '{"x": [1, 2, 3, 4]}'
  for (let time = 0; time < times; time++) query += '{"x": x + x + x + x}'
  return `count(${query}.x)`
}

describe('a query that takes all time or memory', () => {
  test.each(evaluationBombs)('is ended: %s', async (_name, query) => {
    const {status, ms} = await outcome(query)
    expect([400, 504]).toContain(status)
    expect(ms).toBeLessThan(deadlineMs + 500 + slackMs)
    expect((await outcome('count(*[_type == "person"])')).status).toBe(200)
  })

  test('does not hold up the others', async () => {
    // with the time that the lake itself gives
    world.close()
    await makeWorld({})
    const hostile = Array.from({length: 3}, () => outcome(evaluationBombs[1]?.[1] ?? ''))
    const times: number[] = []
    for (let turn = 0; turn < 30; turn++) {
      const {status, ms} = await outcome('*[_id == $id][0]{name}', {id: `p${turn}`})
      expect(status).toBe(200)
      times.push(ms)
    }
    times.sort((a, b) => a - b)
    expect(times[15]).toBeLessThan(deadlineMs)
    for (const {status} of await Promise.all(hostile)) expect([503, 504]).toContain(status)
  })

  test('cannot give a larger result than allowed', async () => {
    const twenty = Array.from({length: 20}, () => 'mutual').join(', ')
    await expect(world.query(`*[_type == "person"]{"a": [${twenty}]}`)).rejects.toMatchObject({
      status: 400,
      type: 'queryLimitError',
    })
  })
})

describe('a name that JavaScript knows', () => {
  test('is only a field of a stored document', async () => {
    const fields = JSON.parse(
      `{"hasOwnProperty": 1, "then": {"a": 1}, "constructor": "c", "prototype": "p",
        "toJSON": "j", "next": "n", "isArray": 0}`,
    ) as object
    world.put([document('odd', 'odd', fields), document('to-odd', 'odd', {to: {_ref: 'odd'}})])
    expect(await world.query('*[_type == "odd"]{constructor, toJSON, "deep": to->then.a}')).toEqual(
      [
        {constructor: 'c', toJSON: 'j', deep: null},
        {constructor: null, toJSON: null, deep: 1},
      ],
    )
  })

  test('gives no prototype to a result', async () => {
    const [first] = (await world.query('*[_id == "odd"]{"__proto__": {"admin": true}, _id}')) as [
      {admin?: boolean},
    ]
    expect(first.admin).toBeUndefined()
  })

  test.each(['hasOwnProperty', '__proto__', 'a-b'])('cannot be a parameter: %s', async (name) => {
    const params = JSON.parse(`{${JSON.stringify(name)}: 1}`) as Record<string, unknown>
    expect((await outcome('*[0]', params)).status).toBe(400)
  })
})
