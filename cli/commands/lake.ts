import {resolve} from 'node:path'

import {given, several} from '../arguments.ts'
import type {Command, CommandInput, Outcome} from '../command.ts'
import {CommandError} from '../fault.ts'
import {exportDatasetTo} from '../lake/export-dataset.ts'
import {importDatasetFrom} from '../lake/import-dataset.ts'
import {withLake} from '../lake/lake-connection.ts'
import {portOf, runServer} from '../server/run-server.ts'
import {untilSignal} from '../server/until-signal.ts'

export const lake: Command = {
  name: 'lake',
  summary: 'Run the content lake of this home, or move a dataset in or out of it',
  usage: '[--port <number>] [--origin <origin>]… | import <file> | export <file.tar.gz>',
  options: {
    port: {type: 'string'},
    origin: {type: 'string', multiple: true},
    log: {type: 'boolean'},
  },
  help: {
    port: 'where it listens, on this machine only (default 3333)',
    origin: 'a Studio that may call, such as http://localhost:3000; may be given several times',
    log: 'write a line of JSON for every request',
  },
  async run(input) {
    const [action, ...more] = input.positionals
    if (action === undefined) return serve(input)
    const [file] = more
    if (file === undefined || more.length > 1) {
      throw new CommandError('usage', `\`lake ${action}\` takes one file: see --help`)
    }
    if (action === 'import') return bringIn(input, resolve(file))
    if (action === 'export') return takeOut(input, resolve(file))
    throw new CommandError('usage', 'Give `import`, `export`, or nothing to run the lake')
  },
}

async function serve(input: CommandInput): Promise<Outcome> {
  const url = await untilSignal((stop) =>
    runServer(input, {
      port: portOf(given(input, 'port') ?? '3333'),
      allowedOrigins: several(input, 'origin'),
      isLogged: input.values['log'] === true,
      stop,
    }),
  )
  return {exit: 0, text: 'The lake has stopped.', data: {url}}
}

async function bringIn({home, now}: CommandInput, path: string): Promise<Outcome> {
  const {documents, warnings} = await withLake(
    home,
    {clock: () => now, isImport: true},
    (connection) => importDatasetFrom(path, connection),
  )
  return {
    exit: 0,
    text: [`${documents} documents of ${path} are in the lake.`, ...warnings].join('\n'),
    data: {documents, warnings},
  }
}

async function takeOut({home, now}: CommandInput, path: string): Promise<Outcome> {
  const exported = await withLake(home, {clock: () => now, isServed: true}, (connection) =>
    exportDatasetTo(path, connection),
  )
  return {
    exit: 0,
    text: `${path} holds ${exported.documents} documents and ${exported.assets} assets.`,
    data: exported,
  }
}
