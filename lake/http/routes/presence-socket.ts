import {openPresenceSocket} from '../../listen/presence-socket.ts'
import type {SocketRoute} from '../sockets.ts'

/** Who is where in the Studio. */
export const presenceSocket: SocketRoute = {
  name: 'presence-socket',
  path: '/:version/socket/:dataset',
  open: openPresenceSocket,
}
