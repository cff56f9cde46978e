import {resolve} from 'node:path'

import {given, several} from '../arguments.ts'
import type {Command} from '../command.ts'
import {
  deliveryHelp,
  deliveryOptions,
  readDeliveryOptions,
} from '../delivery/server/delivery-options.ts'
import {runDelivery} from '../delivery/server/run-delivery.ts'
import {portOf, runServer} from '../server/run-server.ts'
import {untilSignal} from '../server/until-signal.ts'

export const serve: Command = {
  name: 'serve',
  summary:
    'Serve the Studio and the lake of this home, export what is signed as it arrives, serve publishers',
  usage:
    '[--port <number>] [--out <folder>] [--origin <origin>]… [--delivery-port <number>] [--delivery-only] [--log]',
  options: {
    port: {type: 'string'},
    out: {type: 'string'},
    origin: {type: 'string', multiple: true},
    log: {type: 'boolean'},
    'delivery-only': {type: 'boolean'},
    ...deliveryOptions,
  },
  help: {
    port: 'where it listens, on this machine only (default 3333)',
    out: 'repository to export to (default out/)',
    origin:
      'another Studio that may call, such as http://localhost:3334; may be given several times',
    log: 'write a line of JSON for every request',
    'delivery-only': 'serve publishers from the repository that is there, and nothing else',
    ...deliveryHelp,
  },
  async run(input) {
    const port = portOf(given(input, 'port') ?? '3333')
    const out = resolve(given(input, 'out') ?? 'out')
    const isLogged = input.values['log'] === true
    const place = readDeliveryOptions(input, port)
    const url = await untilSignal((stop) =>
      input.values['delivery-only'] === true
        ? runDelivery(input, {place, out, isLogged, stop})
        : runServer(input, {
            port,
            out,
            allowedOrigins: several(input, 'origin'),
            isLogged,
            hasStudio: true,
            delivery: place,
            stop,
          }),
    )
    return {exit: 0, text: 'Marrow has stopped.', data: {url}}
  },
}
