import {resolve} from 'node:path'

import {given, several} from '../arguments.ts'
import type {Command} from '../command.ts'
import {portOf, runServer} from '../server/run-server.ts'
import {untilSignal} from '../server/until-signal.ts'

export const serve: Command = {
  name: 'serve',
  summary: 'Serve the Studio and the lake of this home, and export what is signed as it arrives',
  usage: '[--port <number>] [--out <folder>] [--origin <origin>]… [--log]',
  options: {
    port: {type: 'string'},
    out: {type: 'string'},
    origin: {type: 'string', multiple: true},
    log: {type: 'boolean'},
  },
  help: {
    port: 'where it listens, on this machine only (default 3333)',
    out: 'repository to export to (default out/)',
    origin:
      'another Studio that may call, such as http://localhost:3334; may be given several times',
    log: 'write a line of JSON for every request',
  },
  async run(input) {
    const url = await untilSignal((stop) =>
      runServer(input, {
        port: portOf(given(input, 'port') ?? '3333'),
        out: resolve(given(input, 'out') ?? 'out'),
        allowedOrigins: several(input, 'origin'),
        isLogged: input.values['log'] === true,
        hasStudio: true,
        stop,
      }),
    )
    return {exit: 0, text: 'Marrow has stopped.', data: {url}}
  },
}
