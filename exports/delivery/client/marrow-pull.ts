import {parseArgs} from 'node:util'

import {follow} from './follow.ts'
import {joinKeyArgument} from './key-argument.ts'
import {openPullFolder} from './pull.ts'
import {PullError} from './pull-error.ts'
import {exitOf, reportText} from './report-text.ts'
import type {PullReport} from './run-once.ts'
import {pullArguments, pullHelp, readSettings, type PullWorld} from './settings.ts'
import {sleep} from './sleep.ts'

const exits: Partial<Record<PullError['code'], number>> = {usage: 2, insecure: 2, busy: 3}

/** The program: what publishers run, with nothing of Marrow around it. */
async function main(argv: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  const world: PullWorld = {
    clock: () => new Date().toISOString(),
    fetch: globalThis.fetch,
    sleep,
    signal: stop.signal,
  }
  const isJson = argv.includes('--json')
  try {
    const {values, positionals} = parse(argv)
    if (values.help) {
      process.stdout.write(helpText())
      return 0
    }
    const {pull, everyMs, watch} = await readSettings({positionals, values, env}, world)
    const folder = await openPullFolder(pull)
    try {
      let exit = 0
      const onReport = (report: PullReport): void => {
        exit = exitOf(report)
        process.stdout.write(`${isJson ? JSON.stringify(report) : reportText(report)}\n`)
      }
      if (everyMs === null) onReport(await folder.run())
      else await follow(folder, {...world, everyMs, watch, onReport})
      return exit
    } finally {
      await folder.close()
    }
  } catch (error) {
    if (!(error instanceof PullError)) throw error
    const {code, path, message} = error
    if (isJson) process.stdout.write(`${JSON.stringify({error: {code, path, message}})}\n`)
    else process.stderr.write(`${code}: ${message}\n`)
    return exits[code] ?? 1
  }
}

function parse(argv: string[]) {
  try {
    return parseArgs({
      args: joinKeyArgument(argv),
      options: {...pullArguments, help: {type: 'boolean', short: 'h'}, json: {type: 'boolean'}},
      allowPositionals: true,
      strict: true,
    })
  } catch (cause) {
    throw new PullError('usage', '', cause instanceof Error ? cause.message : String(cause), {
      cause,
    })
  }
}

function helpText(): string {
  const rows = Object.entries(pullHelp).map(([name, help]) => `  --${name.padEnd(14)} ${help}`)
  return [
    'marrow-pull <url or folder> <dir> --key <root key or file> [options]',
    '',
    ...rows,
    `  --${'json'.padEnd(14)} reports as JSON`,
    '',
  ].join('\n')
}

process.exitCode = await main(process.argv.slice(2), process.env)
