import {fork} from 'node:child_process'
import {fileURLToPath} from 'node:url'

import {describeFault} from '#exports'

const program = fileURLToPath(new URL('previewing-process.ts', import.meta.url))

/** Longest that one preview may take, in ms. */
const limitMs = 60_000

/** What the previewing process is told. */
export interface PreviewRequest {
  article: string
  env: NodeJS.ProcessEnv
  /** UTC instant. */
  now: string
}

/** What it answers. */
export type PreviewAnswer =
  | {pdf: Uint8Array}
  | {refused: {code: string; message: string}}
  | {bug: string}

/** Most previews that are made or wait: a minute each is long enough. */
const most = 8

let last: Promise<unknown> = Promise.resolve()
let waiting = 0

/**
 * Make the PDF of an article as it stands, in a process of its own; one after the other.
 *
 * Too many at once are refused, and one that fails does not keep the next from its turn.
 */
export async function previewInProcess(request: PreviewRequest): Promise<PreviewAnswer> {
  if (waiting >= most) {
    const message = 'Many PDFs are being made already: try again in a minute'
    return {refused: {code: 'previews-many', message}}
  }
  waiting += 1
  const made = last.then(() => preview(request))
  last = made.catch(() => undefined)
  try {
    return await made
  } finally {
    waiting -= 1
  }
}

function preview(request: PreviewRequest): Promise<PreviewAnswer> {
  const {promise, resolve} = Promise.withResolvers<PreviewAnswer>()
  const child = fork(program, {serialization: 'advanced', env: request.env})
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs)
  const end = () => {
    clearTimeout(timer)
    resolve({bug: 'The previewing process ended without an answer'})
  }
  const fail = (error: Error) => {
    clearTimeout(timer)
    const message = `No preview can be made now: ${describeFault(error)}`
    resolve({refused: {code: 'previews-failing', message}})
  }
  child.once('message', (answer) => {
    clearTimeout(timer)
    resolve(answer as PreviewAnswer)
  })
  child.once('exit', end).once('error', fail)
  // Without a channel it did not start, such as where too many files are open: `error` says so.
  if (child.connected) {
    child.send(request, (error) => {
      if (error) end()
    })
  }
  return promise
}
