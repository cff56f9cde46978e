import {spawn} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {Database} from '../../../lake/store/database.ts'
import {openSqliteStore} from '../../../lake/store/sqlite-store.ts'

const rounds = process.env['MARROW_LONG'] ? 500 : 5
const program = fileURLToPath(new URL('killed-writer.ts', import.meta.url))

/** Give repeatable numbers from 0 to 1 (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Let the program write, kill it after so many acknowledgements and a moment, and give these. */
function writeAndKill(path: string, round: number, after: number, delayMs: number) {
  const child = spawn(process.execPath, [program, path, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  let isDoomed = false
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (chunk: string) => {
    output += chunk
    if (isDoomed || output.split('\n').length <= after) return
    isDoomed = true
    setTimeout(() => child.kill('SIGKILL'), delayMs)
  })
  return new Promise<string[]>((resolve, reject) => {
    child.on('close', (_code, signal) => {
      // The last piece may be half a line: that acknowledgement did not arrive.
      const acknowledged = output.split('\n').slice(0, -1)
      if (signal === 'SIGKILL') resolve(acknowledged)
      else reject(new Error(`the writer ended by itself: ${String(signal)}`))
    })
  })
}

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'marrow-kill-'))
})
afterEach(() => rmSync(dir, {recursive: true, force: true}))

describe('kill -9', () => {
  it(
    `${rounds} times under load loses no acknowledged transaction and leaves none half there`,
    {timeout: rounds * 5000},
    async () => {
      const path = join(dir, 'store.db')
      const next = random(20_261_122)
      const newest = new Map<string, string>()
      let seen = 0
      let lastSeq = 0
      let slowestMs = 0
      for (let round = 0; round < rounds; round += 1) {
        const after = Math.floor(next() * 60)
        const acknowledged = await writeAndKill(path, round, after, next() * 15)

        const started = performance.now()
        const store = openSqliteStore(path)
        const first = store.read('production', (view) => view.document('a0'))
        slowestMs = Math.max(slowestMs, performance.now() - started)
        expect(first).toBeDefined()

        const {transactions, documents} = store.read('production', (view) => ({
          transactions: view.transactions({afterSeq: lastSeq}),
          documents: view.candidates({where: {kind: 'all'}}),
        }))
        store.close()
        const there = new Set(transactions.map(({id}) => id))
        expect(acknowledged.filter((id) => !there.has(id))).toEqual([])
        // At most the one that was not answered any more.
        expect(transactions.length - acknowledged.length).toBeLessThanOrEqual(1)
        // A transaction writes three documents: all have its revision, or a later one's.
        for (const {id, seq, changes} of transactions) {
          expect(changes).toHaveLength(3)
          for (const change of changes) newest.set(change.id, id)
          lastSeq = seq
        }
        expect(new Map(documents.map(({_id, _rev}) => [_id, _rev]))).toEqual(newest)
        seen += transactions.length
      }
      const database = new Database(path)
      expect(database.get('SELECT count(*) AS count FROM txn')).toEqual({count: seen})
      expect(database.get('PRAGMA integrity_check')).toEqual({integrity_check: 'ok'})
      database.run(`INSERT INTO text (text) VALUES ('integrity-check')`)
      database.close()
      expect(seen).toBeGreaterThan(rounds * 5)
      expect(slowestMs).toBeLessThan(2000)
    },
  )
})
