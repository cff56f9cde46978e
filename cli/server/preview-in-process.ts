import {fork} from 'node:child_process'
import {fileURLToPath} from 'node:url'

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

let last: Promise<unknown> = Promise.resolve()

/** Make the PDF of an article as it stands, in a process of its own; one after the other. */
export function previewInProcess(request: PreviewRequest): Promise<PreviewAnswer> {
  const made = last.then(() => preview(request))
  last = made
  return made
}

function preview(request: PreviewRequest): Promise<PreviewAnswer> {
  const {promise, resolve} = Promise.withResolvers<PreviewAnswer>()
  const child = fork(program, {serialization: 'advanced', env: request.env})
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs)
  const end = () => {
    clearTimeout(timer)
    resolve({bug: 'The previewing process ended without an answer'})
  }
  child.once('message', (answer) => {
    clearTimeout(timer)
    resolve(answer as PreviewAnswer)
  })
  child.once('exit', end).once('error', end)
  child.send(request)
  return promise
}
