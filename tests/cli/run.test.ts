import {existsSync} from 'node:fs'
import {join} from 'node:path'

import {describe, expect, it} from 'vitest'

import {commands} from '../../cli/commands/index.ts'
import {run} from '../../cli/run.ts'
import {styleWith} from '../../cli/terminal/terminal.ts'
import {marrow, now, sampleHome, temporaryFolder, type Printed} from './harness.ts'

/** Run a command line as it stands: the harness adds `--at`. */
async function bare(...words: string[]): Promise<Omit<Printed, 'json'>> {
  const [out, error]: [string[], string[]] = [[], []]
  const exit = await run(words, {
    env: {MARROW_HOME: join(temporaryFolder(), 'home')},
    terminal: {
      out: (text) => out.push(text),
      error: (text) => error.push(text),
      progress: () => {},
      style: styleWith(false),
    },
    clock: () => now,
  })
  return {exit, out: out.join('\n'), error: error.join('\n')}
}

describe('help', () => {
  it.each(['help', '--help', '-h'])('%s lists every command on standard output', async (word) => {
    const {exit, out, error} = await bare(word)
    expect([exit, error]).toEqual([0, ''])
    for (const {name, summary} of commands) {
      expect(out).toContain(`  ${name} `)
      expect(out).toContain(summary)
    }
  })

  it.each(commands)(
    '$name --help explains every option',
    async ({name, summary, options, help}) => {
      const {exit, out} = await bare(name, '--help')
      expect(exit).toBe(0)
      expect(out).toContain(summary)
      expect(out).toContain(`Usage: npm run marrow -- ${name}`)
      for (const option of Object.keys(options)) {
        expect(help[option], `${name} --${option} has no words`).toBeTruthy()
        expect(out).toContain(`--${option}`)
      }
      expect(Object.keys(help).toSorted()).toEqual(Object.keys(options).toSorted())
    },
  )

  it('is JSON alone with --json', async () => {
    const {out} = await bare('export', '--help', '--json')
    expect(JSON.parse(out)).toMatchObject({help: expect.stringContaining('--strict')})
  })
})

describe('wrong usage exits with 2, says how it is right, and leaves standard output empty', () => {
  it.each<[words: string[], told: RegExp]>([
    [[], /Give a command[\s\S]*Usage: npm run marrow/],
    [['frobnicate'], /no command frobnicate[\s\S]*Usage: npm run marrow/],
    [['export', '--frobnicate'], /--frobnicate[\s\S]*Usage: npm run marrow -- export/],
    [['export', '--out'], /out[\s\S]*Usage: npm run marrow -- export/],
    [['export', '--format', 'word'], /no format word: choose from html/],
    [['export', '--source', 'x.csv'], /--source is a dataset export/],
    [['show'], /Give one digest, edition or article/],
    [['show', 'a', 'b'], /Give one digest/],
    [['sign', 'x'], /--as is needed/],
    [['sign', 'x', '--as', 'y'], /--key is needed/],
    [['submit', 'x'], /--as is needed/],
    [['sign', 'x', '--reaffirm', '--emergency'], /not both/],
    [['withdraw', 'x', '--severity', 'grave'], /--severity is one of safety, editorial, legal/],
    [['withdraw', 'x', '--reason', 'y'], /--notice is needed/],
    [['request-changes', 'x'], /--reason is needed/],
    [['trust'], /Give one of init/],
    [['trust', 'explode'], /Give one of init/],
    [['verify'], /Give one repository or bundle/],
    [['audit', '--checkpoint', 'gone.json'], /no checkpoint at gone.json/],
  ])('%j', async (words, told) => {
    const {exit, out, error} = await bare(...words)
    expect([exit, out]).toEqual([2, ''])
    expect(error).toMatch(told)
  })
})

describe('--at', () => {
  it.each([
    'yesterday',
    '2026-01-31',
    '2026-01-31T12:00:00',
    '2026-13-31T12:00:00Z',
    '1770000000',
    '',
  ])('%j is refused', async (time) => {
    const {exit, error} = await bare('status', '--at', time)
    expect(exit).toBe(2)
    expect(error).toContain('2026-01-31T12:00:00Z')
  })

  it('is the clock of the run, in any zone', async () => {
    const home = await sampleHome()
    const words = ['submit', 'bone-bruise-knee', '--as', 'sample-jordan', '--json']
    const {json} = await marrow(home, words, {at: '2026-03-02T12:00:00+02:00'})
    const shown = await marrow(home, ['show', json().digest])
    expect(shown.out).toContain('2026-03-02T10:00:00.000Z')
  })
})

describe('--json', () => {
  it.each<string[][]>([
    [['status']],
    [['frobnicate']],
    [['export', '--frobnicate']],
    [['verify', '/nowhere', '--key', 'x']],
    [[]],
  ])('%j: a fault is JSON alone', async (words) => {
    const {exit, out, error} = await bare(...words, '--json')
    expect(exit).toBeGreaterThan(0)
    expect(error).toBe('')
    const {error: fault} = JSON.parse(out)
    expect(fault).toEqual({code: expect.stringMatching(/^[a-z-]+$/), message: expect.any(String)})
  })

  it.each<string[][]>([
    [['seed']],
    [['status']],
    [['show', 'bone-marrow-edema-knee']],
    [['trust', 'list']],
    [['trust', 'check']],
    [['audit']],
  ])('%j: the answer is JSON alone', async (words) => {
    const {exit, json, error} = await marrow(await sampleHome(), [...words, '--json'])
    expect([exit, error]).toEqual([0, ''])
    expect(json()).toBeTypeOf('object')
  })
})

describe('faults', () => {
  it.each<[words: string[], told: RegExp]>([
    [['status'], /trust init.*seed/],
    [['show', 'x'], /run `npm run marrow -- seed`/],
    [['export'], /trust init.*seed/],
    [['trust', 'list'], /trust init.*seed/],
    [['verify', '/nowhere', '--key', 'A'.repeat(43)], /nothing at \/nowhere/],
  ])('%j in an empty home exits with 1 and names the remedy', async (words, told) => {
    const {exit, error} = await bare(...words)
    expect(exit).toBe(1)
    expect(error).toMatch(told)
  })

  it.each(['show', 'sign', 'submit', 'status'])(
    '%s of an unknown article exits with 1',
    async (name) => {
      const home = await sampleHome()
      const words = [name, 'gone', '--as', 'avery-sample', '--key', 'k'].slice(
        0,
        name === 'sign' ? 6 : name === 'submit' ? 4 : 2,
      )
      const {exit, error} = await marrow(home, words)
      expect(exit).toBe(1)
      expect(error).toContain('no article gone')
    },
  )

  it.each([
    ['/', 'root of the disk'],
    [process.env['HOME'] ?? '/root', 'holds a home folder'],
  ])('export --out %s is refused with 2', async (out, told) => {
    const {exit, error} = await marrow(await sampleHome(), ['export', '--out', out])
    expect(exit).toBe(2)
    expect(error).toContain(told)
  })

  it('of an --out that is somebody’s folder is refused with 2, and nothing is touched', async () => {
    const home = await sampleHome()
    const {exit, error} = await marrow(home, ['export', '--out', home])
    expect(exit).toBe(2)
    expect(error).toContain('not a Marrow repository')
    expect(existsSync(join(home, 'marrow-repository.json'))).toBe(false)
  })
})
