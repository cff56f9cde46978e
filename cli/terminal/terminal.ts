import {createInterface} from 'node:readline'

/** Where words go. Standard output is for results alone; progress goes to standard error. */
export interface Terminal {
  out(text: string): void
  error(text: string): void
  /** Show how far long work is; only on a terminal, and overwritten by the next. */
  progress(text: string): void
  /** Ask somebody who sits there; absent where nobody does. */
  ask?(question: string): Promise<string>
  style: Style
}

/** Colours, or none. */
export interface Style {
  isColoured: boolean
  bold(text: string): string
  dim(text: string): string
  good(text: string): string
  bad(text: string): string
  warn(text: string): string
}

interface Streams {
  stdout: NodeJS.WriteStream
  stderr: NodeJS.WriteStream
  stdin?: NodeJS.ReadStream
  env: NodeJS.ProcessEnv
}

/** Write to this process. Colours only on a terminal, and never with `NO_COLOR`. */
export function processTerminal({stdout, stderr, stdin, env}: Streams): Terminal {
  const coloured = stdout.isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb'
  let shown = false
  const clear = () => {
    if (shown) stderr.write('\r\u001B[K')
    shown = false
  }
  return {
    out(text) {
      clear()
      stdout.write(`${text}\n`)
    },
    error(text) {
      clear()
      stderr.write(`${text}\n`)
    },
    progress(text) {
      if (!stderr.isTTY) return
      clear()
      stderr.write(text)
      shown = true
    },
    ...(stdin?.isTTY && stderr.isTTY && {ask: (question: string) => ask(question, stdin, stderr)}),
    style: styleWith(coloured),
  }
}

/** @returns An empty answer when the terminal is closed, or Ctrl-C is pressed. */
function ask(
  question: string,
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
): Promise<string> {
  const prompt = createInterface({input, output})
  return new Promise((resolve) => {
    prompt.once('close', () => resolve(''))
    prompt.once('SIGINT', () => prompt.close())
    prompt.question(question, (answer) => {
      resolve(answer)
      prompt.close()
    })
  })
}

/** @param coloured Use ANSI colours. */
export function styleWith(coloured: boolean): Style {
  const paint = (code: number) => (text: string) =>
    coloured ? `\u001B[${code}m${text}\u001B[0m` : text
  return {
    isColoured: coloured,
    bold: paint(1),
    dim: paint(2),
    good: paint(32),
    bad: paint(31),
    warn: paint(33),
  }
}
