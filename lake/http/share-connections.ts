import type {Server, Socket} from 'node:net'

/** How the places of a server are shared out. */
export interface ConnectionShares {
  /** Most sockets at once of one key. */
  most: number
  /** What an address is counted under, such as its network; null for what is not counted. */
  keyOf: (address: string) => string | null
}

/** Close at once what is more than the share of its network, so that one network cannot take all places. */
export function shareConnections(server: Server, {most, keyOf}: ConnectionShares): void {
  const open = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    const key = keyOf(socket.remoteAddress ?? 'unknown')
    if (key === null) return
    const count = open.get(key) ?? 0
    if (count >= most) {
      socket.destroy()
      return
    }
    open.set(key, count + 1)
    socket.once('close', () => {
      const left = open.get(key)! - 1
      if (left === 0) open.delete(key)
      else open.set(key, left)
    })
  })
}
