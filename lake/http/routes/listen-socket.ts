import {openListenSocket} from '../../listen/listen-socket.ts'
import type {SocketRoute} from '../sockets.ts'

/** The events of a listener, through a WebSocket: for browsers. */
export const listenSocket: SocketRoute = {
  name: 'listen-socket',
  path: '/:version/data/listen/:dataset',
  open: openListenSocket,
}
