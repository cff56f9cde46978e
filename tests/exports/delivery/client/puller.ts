import {readdirSync, readlinkSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {toBase64Url} from '#schemas'

import {pull, type PullOptions} from '../../../../exports/delivery/client/pull.ts'
import type {PullReport} from '../../../../exports/delivery/client/run-once.ts'
import {readSettings, type PullSettings} from '../../../../exports/delivery/client/settings.ts'

/** The clock of a test's client; whatever waits does not. */
export interface Puller {
  from: string
  dir: string
  rootKey: Uint8Array
  now?: string
  /** As on the command line. */
  values?: Record<string, unknown>
  env?: NodeJS.ProcessEnv
  changes?: Partial<PullOptions>
}

export const now = '2026-06-01T13:00:00.000Z'

/** Settings as the command line gives them, without waiting. */
export function settingsOf({from, dir, rootKey, ...rest}: Puller): Promise<PullSettings> {
  const {now: at = now, values, env = {}} = rest
  return readSettings(
    {
      positionals: [from, dir],
      values: {key: toBase64Url(rootKey), ...values},
      env: {PATH: process.env['PATH'], ...env},
    },
    {
      clock: () => at,
      fetch: globalThis.fetch,
      sleep: () => Promise.resolve(),
      signal: new AbortController().signal,
    },
  )
}

/** Pull once. */
export async function pullOnce(puller: Puller): Promise<PullReport> {
  const {pull: options} = await settingsOf(puller)
  return pull({...options, ...puller.changes})
}

/** Codes of the faults of a report. */
export function codesOf({faults}: PullReport): string[] {
  return faults.map(({code}) => code)
}

/** What a reader of the folder sees: article to edition, by what is behind its link. */
export function seenIn(dir: string): Record<string, string> {
  const seen: Record<string, string> = {}
  for (const name of readdirSync(join(dir, 'articles'))) {
    readlinkSync(join(dir, 'articles', name))
    const edition = JSON.parse(
      readFileSync(join(dir, 'articles', name, 'edition.json'), 'utf8'),
    ) as {article: string; number: number}
    readFileSync(join(dir, 'articles', name, 'index.html'))
    seen[name] = `${edition.article}.${edition.number}`
  }
  return seen
}
