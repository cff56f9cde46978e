import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {createServer} from 'node:net'

import {describe, expect, it, onTestFinished} from 'vitest'

import {postGuarded, type GuardedPost} from '../../../cli/webhooks/post-guarded.ts'
import {receiver} from './receiver.ts'

const body = '{"seq":7}'

/** Post to a loopback receiver that is allowed, unless the test says otherwise. */
function post(url: string, rest: Partial<GuardedPost> = {}) {
  return postGuarded({
    url,
    headers: {'webhook-id': 'evt_1', 'webhook-signature': 'v1,x'},
    body,
    allow: [new URL(url).host],
    ...rest,
  })
}

describe('a post', () => {
  it('arrives whole, and brings status, Retry-After and the beginning of the answer', async () => {
    const {got, url} = await receiver((_, response) => {
      response.writeHead(503, {'retry-after': '120'}).end('later')
    })
    expect(await post(url)).toEqual({status: 503, retryAfter: '120', body: 'later', isCut: false})
    expect(got).toMatchObject([
      {
        path: '/hook',
        body,
        headers: {
          'content-type': 'application/json',
          'content-length': '9',
          'webhook-id': 'evt_1',
          'webhook-signature': 'v1,x',
        },
      },
    ])
  })

  it('to an address inside is refused, and nothing arrives', async () => {
    const {got, url} = await receiver()
    const attempt = post(url.replace('http:', 'https:'), {allow: []})
    await expect(attempt).rejects.toMatchObject({code: 'address-refused'})
    expect(got).toEqual([])
  })

  it.each([
    ['inside', ['10.0.0.1']],
    ['inside, among others', ['93.184.216.34', '::1']],
    ['mapped', ['::ffff:127.0.0.1']],
    ['nonsense', ['0x7f.1']],
  ])('to a name whose address is %s is refused', async (_what, addresses) => {
    const attempt = post('https://hook.example/', {allow: [], resolve: async () => addresses})
    await expect(attempt).rejects.toMatchObject({code: 'address-refused'})
  })

  it('to localhost is refused by what the resolver of this machine says', async () => {
    const {got, port} = await receiver()
    const attempt = post(`https://localhost:${port}/`, {allow: []})
    await expect(attempt).rejects.toMatchObject({code: 'address-refused'})
    expect(got).toEqual([])
  })

  it('is judged anew by what the resolver says then', async () => {
    const {port} = await receiver(undefined, '127.0.0.2')
    const answers = [['127.0.0.2'], ['127.0.0.1'], ['127.0.0.2']]
    let asked = 0
    const rules = {allow: [`127.0.0.2:${port}`], resolve: async () => answers[asked++] ?? []}
    const url = `https://hook.example:${port}/`
    // The receiver speaks no TLS: that it was reached is what counts.
    await expect(post(url, rules)).rejects.toMatchObject({code: 'unreachable'})
    expect(asked).toBe(1)
    await expect(post(url, rules)).rejects.toMatchObject({code: 'address-refused'})
    expect(asked).toBe(2)
  })

  it('connects to the address that was checked, whatever the resolver says afterwards', async () => {
    const {got, port} = await receiver(undefined, '127.0.0.3')
    let asked = 0
    const answer = await post(`http://hook.example:${port}/a`, {
      resolve: async () => (asked++ === 0 ? ['127.0.0.3'] : ['127.0.0.1']),
    })
    expect([answer.status, asked]).toEqual([204, 1])
    expect(got[0]?.headers['host']).toBe(`hook.example:${port}`)
  })

  it('names a host without an address, and one that refuses', async () => {
    const rules = {allow: ['hook.example:443', '127.0.0.1:1']}
    await expect(
      post('https://hook.example/', {...rules, resolve: async () => []}),
    ).rejects.toMatchObject({code: 'unreachable', message: 'hook.example has no address'})
    await expect(post('http://127.0.0.1:1/', rules)).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('ECONNREFUSED'),
    })
  })
})

describe('a receiver', () => {
  it('that redirects on its own host is followed, with method, body and headers', async () => {
    const {got, url} = await receiver((request, response) => {
      const to = {'/hook': [307, '/a'], '/a': [308, '/b'], '/b': [307, '/c']}[request.url ?? '']
      if (to) response.writeHead(Number(to[0]), {location: String(to[1])}).end()
      else response.writeHead(200).end()
    })
    expect((await post(url)).status).toBe(200)
    expect(got.map(({path}) => path)).toEqual(['/hook', '/a', '/b', '/c'])
    expect(new Set(got.map((one) => one.body))).toEqual(new Set([body]))
    expect(got[3]?.headers['webhook-signature']).toBe('v1,x')
  })

  it('that redirects for ever is left after three', async () => {
    const {got, url} = await receiver((_, response) => {
      response.writeHead(307, {location: '/hook'}).end()
    })
    await expect(post(url)).rejects.toMatchObject({code: 'redirect-refused'})
    expect(got).toHaveLength(4)
  })

  it('that redirects to what lies inside is not followed', async () => {
    const inside = await receiver()
    for (const location of [inside.url, `http://localhost:${inside.port}/`, 'https://[::1]/']) {
      const {url} = await receiver((_, response) => response.writeHead(308, {location}).end())
      await expect(post(url)).rejects.toMatchObject({
        code: expect.stringMatching(/^(url|address|redirect)-refused$/),
      })
    }
    expect(inside.got).toEqual([])
  })

  it('that redirects is looked up again at each hop, and refused where it leads inside then', async () => {
    const {got, port} = await receiver((request, response) => {
      const location = request.url === '/' ? '/again' : 'https://hook.example/'
      response.writeHead(307, {location}).end()
    })
    const answers = ['127.0.0.1', '127.0.0.1', '10.0.0.1']
    let asked = 0
    const attempt = post(`http://hook.example:${port}/`, {
      resolve: async () => [answers[asked++] ?? ''],
    })
    await expect(attempt).rejects.toMatchObject({code: 'address-refused'})
    expect([asked, got.length]).toEqual([3, 2])
  })

  it.each([301, 302, 303, 304])('that answers with %i is not followed', async (status) => {
    const {got, url} = await receiver((_, response) => {
      response.writeHead(status, {location: '/next'}).end()
    })
    expect((await post(url)).status).toBe(status)
    expect(got).toHaveLength(1)
  })

  it('that never answers is left in time', async () => {
    const {url} = await receiver(() => undefined)
    await expect(post(url, {timeoutMs: 50})).rejects.toMatchObject({code: 'timed-out'})
  })

  it('that is never found is left in time', async () => {
    const attempt = post('https://hook.example/', {
      timeoutMs: 50,
      resolve: () => new Promise(() => undefined),
    })
    await expect(attempt).rejects.toMatchObject({code: 'timed-out'})
  })

  it('that keeps redirecting slowly has the same time for all of it', async () => {
    const {url} = await receiver((_, response) => {
      setTimeout(() => response.writeHead(307, {location: '/hook'}).end(), 40)
    })
    await expect(post(url, {timeoutMs: 60})).rejects.toMatchObject({code: 'timed-out'})
  })

  it('that answers 10 GB is cut after 64 kB', async () => {
    const chunk = Buffer.alloc(1 << 20, 'x')
    let sent = 0
    const {url} = await receiver((_, response) => {
      response.writeHead(200, {'content-length': String(10 * 2 ** 30)})
      const more = () => {
        let isFull = false
        while (!isFull && sent < 10 * 2 ** 30 && !response.destroyed) {
          sent += chunk.length
          isFull = !response.write(chunk)
        }
        if (isFull) response.once('drain', more)
      }
      more()
    })
    const answer = await post(url)
    expect(answer).toMatchObject({status: 200, isCut: true})
    expect(answer.body).toHaveLength(64 * 1024)
    expect(sent).toBeLessThan(64 << 20)
  })

  it('that says yes and then trickles on has said yes', async () => {
    const {url} = await receiver((_, response) => response.writeHead(200).write('{'))
    expect(await post(url, {timeoutMs: 50})).toMatchObject({status: 200, body: '{', isCut: true})
  })

  it('that answers with endless headers is refused', async () => {
    const {url} = await receiver((_, response) => {
      response.writeHead(200, {'x-long': 'x'.repeat(40_000)}).end()
    })
    await expect(post(url)).rejects.toMatchObject({code: 'unreachable'})
  })

  it('that speaks no HTTP is refused', async () => {
    const server = createServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n\r\n'))
    onTestFinished(() => void server.close())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    await expect(post(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({code: 'unreachable'})
  })

  it('is left when we are told to stop', async () => {
    const stop = new AbortController()
    const {url} = await receiver(() => stop.abort(new Error('closing')))
    await expect(post(url, {stop: stop.signal})).rejects.toThrow('closing')
  })
})

it('proxies of the environment are not used', async () => {
  const proxy = await receiver()
  const target = await receiver()
  const module = new URL('../../../cli/webhooks/post-guarded.ts', import.meta.url).pathname
  const code = `import {postGuarded} from ${JSON.stringify(module)}
    await postGuarded({url: '${target.url}', headers: {}, body: '{}', allow: ['${target.host}']})`
  // In a process of its own, since Node reads them at its start.
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    env: {
      ...process.env,
      NODE_USE_ENV_PROXY: '1',
      HTTP_PROXY: `http://${proxy.host}`,
      NO_PROXY: '',
    },
    stdio: 'inherit',
  })
  expect(await once(child, 'close')).toEqual([0, null])
  expect([proxy.got.length, target.got.length]).toEqual([0, 1])
})
