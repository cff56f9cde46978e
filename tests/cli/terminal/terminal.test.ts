import {describe, expect, it} from 'vitest'

import {
  oneLine,
  printable,
  printableJson,
  printableStyled,
} from '../../../cli/terminal/printable.ts'
import {processTerminal, styleWith} from '../../../cli/terminal/terminal.ts'
import {steering} from '../harness.ts'

/** A terminal that writes to memory. */
function terminalOn(isTTY: boolean, env: NodeJS.ProcessEnv) {
  const [out, error]: [string[], string[]] = [[], []]
  const stream = (written: string[]) =>
    ({isTTY, write: (text: string) => written.push(text)}) as unknown as NodeJS.WriteStream
  const terminal = processTerminal({stdout: stream(out), stderr: stream(error), env})
  return {terminal, out, error}
}

describe('colours', () => {
  it.each<[isTTY: boolean, env: NodeJS.ProcessEnv, coloured: boolean]>([
    [true, {}, true],
    [false, {}, false],
    [true, {NO_COLOR: '1'}, false],
    [true, {NO_COLOR: ''}, true],
    [true, {TERM: 'dumb'}, false],
  ])('terminal %s with %j: %s', (isTTY, env, coloured) => {
    const {terminal} = terminalOn(isTTY, env)
    expect(terminal.style.isColoured).toBe(coloured)
    expect(terminal.style.bad('x') !== 'x').toBe(coloured)
  })
})

describe('progress', () => {
  it('goes to standard error of a terminal alone, and is wiped by what follows', () => {
    const piped = terminalOn(false, {})
    piped.terminal.progress('1 of 2')
    expect([piped.out, piped.error]).toEqual([[], []])
    const {terminal, out, error} = terminalOn(true, {})
    terminal.progress('1 of 2')
    terminal.out('done')
    expect(out).toEqual(['done\n'])
    expect(error).toEqual(['1 of 2', '\r\u001B[K'])
  })
})

describe('text of others', () => {
  const hostile = 'a\u001B[2J\u009B31m\u0007\u202Eb\u2066\rc\u2028'

  it('cannot steer the terminal', () => {
    for (const safe of [printable(hostile), oneLine(hostile), printableJson({hostile})]) {
      expect(safe).not.toMatch(steering)
    }
    expect(JSON.parse(printableJson({hostile}))).toEqual({hostile})
  })

  it('cannot start a line where it stands inside one', () => {
    expect(oneLine('a\nverified')).toBe('a\\u{a}verified')
  })

  it('leaves our own colours, and those alone, on a coloured terminal', () => {
    const text = `${styleWith(true).good('ok')} \u001B[2J`
    expect(printableStyled(text, true)).toBe('\u001B[32mok\u001B[0m \\u{1b}[2J')
    expect(printableStyled(text, false)).not.toContain('\u001B')
  })
})
