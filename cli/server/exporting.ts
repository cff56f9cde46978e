import {fork, type ChildProcess} from 'node:child_process'
import {fileURLToPath} from 'node:url'

import {describeFault} from '#exports'

import type {ExportAnswer, ExportFault, ExportRequest, LastExport} from './last-export.ts'

const program = fileURLToPath(new URL('exporting-process.ts', import.meta.url))

/** What an export came to. */
export type ExportOutcome = {last: Omit<LastExport, 'fault'>} | {fault: ExportFault}

/** Exports the home in a process of its own, which is started once and kept warm. */
export class Exporting {
  #child: ChildProcess | undefined
  #count = 0

  /** Start the process ahead of the first export. */
  start(): void {
    this.#process()
  }

  /** Export once. Never throws: a process that ends is a fault, and the next export starts another. */
  run(request: Omit<ExportRequest, 'id'>): Promise<ExportOutcome> {
    const {promise, resolve} = Promise.withResolvers<ExportOutcome>()
    const child = this.#process()
    const id = (this.#count += 1)
    const settle = (outcome: ExportOutcome) => {
      child.off('message', hear).off('exit', end).off('error', fail)
      resolve(outcome)
    }
    const hear = (answer: unknown) => {
      const {id: of, last, fault} = answer as ExportAnswer
      if (of !== id) return
      settle(last ? {last} : {fault: fault ?? {code: 'bug', message: 'The export said nothing'}})
    }
    const end = () =>
      settle({fault: {code: 'bug', message: 'The exporting process ended: see the log above'}})
    const fail = (error: Error) =>
      settle({fault: {code: 'process', message: `No export starts: ${describeFault(error)}`}})
    child.on('message', hear).once('exit', end).once('error', fail)
    // Without a channel it did not start, such as where too many files are open: `error` says so.
    if (child.connected) {
      child.send({...request, id} satisfies ExportRequest, (error) => {
        if (error) end()
      })
    }
    return promise
  }

  /** End the process; an export that runs is let finish first. */
  async close(): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const {promise, resolve} = Promise.withResolvers<void>()
    child.once('exit', () => resolve())
    if (child.connected) child.disconnect()
    await promise
  }

  #process(): ChildProcess {
    if (this.#child?.connected) return this.#child
    const child = fork(program, [], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    child.on('error', () => undefined)
    this.#child = child
    return child
  }
}
