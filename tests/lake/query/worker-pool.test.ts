import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {fileURLToPath} from 'node:url'

import {afterEach, describe, expect, test} from 'vitest'

import {document, QueryWorld} from './query-world.ts'

const worlds: QueryWorld[] = []
afterEach(() => {
  for (const world of worlds.splice(0)) world.close()
})

function makeWorld(options: ConstructorParameters<typeof QueryWorld>[0] = {}): QueryWorld {
  const world = new QueryWorld(options)
  worlds.push(world)
  world.put(Array.from({length: 300}, (_, index) => document(`a${index}`, 'article', {n: index})))
  return world
}

/** Time that a refusal may take on a loaded machine, beyond what the pool promises. */
const slackMs = 5000

const endless = 'count(*[count(*[count(*[n == ^.n]) > 5 && ^.n > n]) > 5])'

describe('a pool of processes', () => {
  test('says where a query cannot be read', async () => {
    const query = '*[_type == ]'
    await expect(makeWorld().query(query)).rejects.toMatchObject({
      status: 400,
      type: 'queryParseError',
      fields: {query, start: 11, end: 12},
    })
  })

  test('says which parameter is missing', async () => {
    await expect(makeWorld().query('*[_id == $id]')).rejects.toMatchObject({
      type: 'queryParseError',
      message: 'param $id referenced, but not provided',
      fields: {start: 9, end: 12},
    })
  })

  test('ends a query that takes too much memory, and goes on', async () => {
    const world = makeWorld({memoryMb: 64, deadlineMs: 20_000})
    const grow = '{"x": x + x + x + x}'.repeat(14)
    await expect(world.query(`count({"x": *[0...100]}${grow}.x)`)).rejects.toMatchObject({
      status: 400,
      type: 'queryLimitError',
      message: 'The query takes more memory than is allowed',
    })
    expect(await world.query('count(*)')).toBe(300)
  })

  test('refuses more slow queries than it has places for', async () => {
    const world = makeWorld({patienceMs: 50, deadlineMs: 1500, maxWaitingSlow: 1})
    await expect(world.query(endless)).rejects.toMatchObject({status: 504})
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => world.query(endless)))
    const statuses = outcomes.map((outcome) =>
      outcome.status === 'rejected' ? (outcome.reason as {status: number}).status : 200,
    )
    expect(statuses).toContain(503)
    expect(statuses).not.toContain(200)
    expect(await world.query('count(*)')).toBe(300)
  })

  test('answers or refuses every query by its deadline, whatever it waits for', async () => {
    const world = makeWorld({patienceMs: 50, deadlineMs: 600, maxWaitingSlow: 20})
    await Promise.all([world.query('1'), world.query('2')])
    await expect(world.query(`${endless} > 99`)).rejects.toMatchObject({status: 504})
    const started = performance.now()
    const hostile = Array.from({length: 12}, (_, round) => world.query(`${endless} > ${round}`))
    const times = hostile.map(async (query) => {
      await expect(query).rejects.toMatchObject({status: expect.toBeOneOf([503, 504]) as number})
      return performance.now() - started
    })
    // all of them are slow, and wait for one process: none waits its own turn and then all its time
    expect(Math.max(...(await Promise.all(times)))).toBeLessThan(600 + 500 + slackMs)
    expect(await world.query('count(*)')).toBe(300)
  })

  test('lets a query that was slow once be quick again', async () => {
    const world = makeWorld({patienceMs: 100})
    const query = 'count(*[n < $most]{"x": count(*[count(*[n == ^.n]) > 5])})'
    await expect(world.query(query, {params: {most: 300}})).rejects.toMatchObject({status: 504})
    for (let round = 0; round < 3; round++) {
      expect(await world.query(query, {params: {most: 0}})).toBe(0)
    }
  })

  test('gives many queries at a time their own answers', async () => {
    const world = makeWorld()
    const ids = Array.from({length: 200}, (_, index) => `a${index}`)
    const answers = await Promise.all(
      ids.map((id) => world.query('*[_id == $id][0]._id', {params: {id}})),
    )
    expect(answers).toEqual(ids)
  })

  test('refuses what waits when it closes', async () => {
    const world = makeWorld()
    const queries = [1, 2, 3, 4].map(() => world.query(endless))
    const settled = Promise.allSettled(queries)
    world.close()
    worlds.length = 0
    for (const outcome of await settled) {
      expect(outcome).toMatchObject({status: 'rejected', reason: {status: 503}})
    }
  })
})

describe('the process of a query', () => {
  const program = fileURLToPath(new URL('querying-program.ts', import.meta.url))

  test('does not keep the lake from ending', async () => {
    const child = spawn(process.execPath, [program, 'count(*)'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [code] = (await once(child, 'exit')) as [number]
    expect(code).toBe(0)
  })

  test('ends with a lake that is killed in the middle of it', async () => {
    const child = spawn(process.execPath, [program, endless], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    const pid = Number(line.toString())
    expect(isAlive(pid)).toBe(true)
    child.kill('SIGKILL')
    await expect.poll(() => isAlive(pid), {timeout: 20_000}).toBe(false)
  })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
