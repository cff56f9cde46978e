import {execFile} from 'node:child_process'
import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

import {expect, it} from 'vitest'

import {temporaryFolder} from './harness.ts'

const program = fileURLToPath(new URL('../../cli/start.ts', import.meta.url))

/** Run `npm start` as a process of its own, in a folder of its own. */
function start(words: string[], cwd = temporaryFolder()) {
  const env = {...process.env, MARROW_HOME: join(cwd, 'home')}
  return new Promise<{exit: number; out: string; error: string; cwd: string}>((resolve) => {
    const child = execFile(
      process.execPath,
      [program, ...words],
      {cwd, env},
      (_fault, out, error) => resolve({exit: child.exitCode ?? -1, out, error, cwd}),
    )
  })
}

it('seeds, exports, verifies and says where to look', async () => {
  const {exit, out, error, cwd} = await start(['--once'])
  expect(exit, error).toBe(0)
  expect(out).toContain('4 exported')
  expect(out).toMatch(/verified\s+repository/)
  expect(out).not.toContain('\u001B')
  const page = /(\/\S+latest\/index\.html)/.exec(out)?.[1]
  expect(page).toBe(join(cwd, 'out', 'latest', 'index.html'))
  expect(readFileSync(page ?? '', 'utf8')).toContain('Sample content')
  expect(existsSync(/key in (\S+)/.exec(out)?.[1] ?? '')).toBe(true)

  const again = await start(['--once'], cwd)
  expect(again.exit).toBe(0)
  expect(again.out).toContain('4 unchanged')
})

it('ends with the exit code of the step that fails, and does not go on', async () => {
  const cwd = temporaryFolder()
  writeFileSync(join(cwd, 'out'), 'a file in the way')
  const {exit, out, error} = await start(['--once'], cwd)
  expect(exit).toBe(2)
  expect(error).toContain('is not a folder')
  expect(out).not.toContain('verify')
})

it('takes no other option', async () => {
  const {exit, out, error} = await start(['--force'])
  expect([exit, out]).toEqual([2, ''])
  expect(error).toContain('--force')
})
