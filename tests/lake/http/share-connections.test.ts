import {once} from 'node:events'
import {connect, createServer, type AddressInfo, type Server, type Socket} from 'node:net'

import {afterEach, expect, it} from 'vitest'

import {shareConnections} from '../../../lake/http/share-connections.ts'

let server: Server
const open: Socket[] = []

afterEach(() => {
  for (const socket of open.splice(0)) socket.destroy()
  server.close()
})

/** Connect; whether it was let in. */
async function isTaken(): Promise<boolean> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  open.push(socket)
  socket.on('error', () => undefined)
  const {promise, resolve} = Promise.withResolvers<boolean>()
  socket.once('data', () => resolve(true))
  socket.once('close', () => resolve(false))
  return promise
}

async function takeFive(): Promise<boolean[]> {
  const taken: boolean[] = []
  for (let count = 0; count < 5; count += 1) taken.push(await isTaken())
  return taken
}

it('one network takes no more sockets than its share, and leaves others theirs', async () => {
  let network: string | null = 'a'
  server = createServer()
  shareConnections(server, {most: 3, keyOf: () => network})
  // What greets is not what was refused.
  server.on('connection', (socket) => socket.write('hello'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  expect(await takeFive()).toEqual([true, true, true, false, false])
  network = 'b'
  expect(await isTaken()).toBe(true)
  network = null
  expect(await takeFive()).toEqual([true, true, true, true, true])
  for (const socket of open) socket.destroy()
  network = 'a'
  await expect.poll(isTaken).toBe(true)
})
