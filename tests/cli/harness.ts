import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {inject} from 'vitest'

import {run} from '../../cli/run.ts'
import {styleWith} from '../../cli/terminal/terminal.ts'
import {afterThisFile} from '../cleanup.ts'

/** When the sample home was seeded, and when tests run unless they say otherwise. */
const seededAt = '2026-03-01T09:00:00Z'
export const now = '2026-03-02T09:00:00Z'

/** What a command printed. */
export interface Printed {
  exit: number
  out: string
  error: string
  /** Standard output of a command that was run with `--json`. */
  // oxlint-disable-next-line typescript/no-explicit-any -- what a test reads, it knows
  json(): any
}

/** Characters that steer a terminal; line breaks do not count. */
// oxlint-disable-next-line no-control-regex -- these are what must not pass
export const steering = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028\u202E\u2066]/

/** A folder that is removed after the test file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'marrow-test-'))
  afterThisFile(() => rmSync(folder, {recursive: true, force: true}))
  return folder
}

/** Run a command line in this process. */
export async function marrow(
  home: string,
  words: string[],
  options: {
    at?: string
    env?: NodeJS.ProcessEnv
    /** What somebody at a terminal answers; without it nobody sits there. */
    answer?: string
  } = {},
): Promise<Printed> {
  const out: string[] = []
  const error: string[] = []
  const exit = await run([...words, '--at', options.at ?? now], {
    env: {MARROW_HOME: home, ...options.env},
    terminal: {
      out: (text) => out.push(text),
      error: (text) => error.push(text),
      progress: () => {},
      ...(options.answer !== undefined && {ask: async () => options.answer!}),
      style: styleWith(false),
    },
    clock: () => now,
  })
  const text = out.join('\n')
  return {exit, out: text, error: error.join('\n'), json: () => JSON.parse(text)}
}

let seeded: Promise<string> | undefined

/** A home with the sample content of its own: a copy of one that is seeded once a run. */
export async function sampleHome(): Promise<string> {
  seeded ??= seedOnce()
  const home = join(temporaryFolder(), 'home')
  cpSync(await seeded, home, {recursive: true})
  return home
}

/** Several workers may do so at once: whoever comes second uses the first one's. */
async function seedOnce(): Promise<string> {
  const shared = join(inject('runFolder'), 'sample-home')
  if (existsSync(shared)) return shared
  const home = join(mkdtempSync(`${shared}-`), 'home')
  const printed = await marrow(home, ['seed'], {at: seededAt})
  if (printed.exit !== 0) throw new Error(`seed failed: ${printed.out}${printed.error}`)
  try {
    renameSync(home, shared)
  } catch (error) {
    if (!existsSync(shared)) throw error
  }
  return shared
}

/** Key file of a sample signer. */
export function sampleKey(home: string, signer: string): string {
  return join(home, 'keys', `${signer}.json`)
}

/** Every file below a folder with its bytes in hex, to compare trees. */
export function readTree(folder: string): Record<string, string> {
  return Object.fromEntries(
    filesBelow(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  )
}

/** Every file below a folder with its time of change and inode. */
export function stampTree(folder: string): Record<string, string> {
  return Object.fromEntries(
    filesBelow(folder).map((name) => {
      const {mtimeMs, ino} = statSync(join(folder, name))
      return [name, `${mtimeMs} ${ino}`]
    }),
  )
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .filter((name) => statSync(join(folder, name)).isFile())
    .toSorted()
}
