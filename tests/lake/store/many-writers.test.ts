import {spawn} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {commit} from '../../../lake/mutations/commit.ts'
import {openSqliteStore} from '../../../lake/store/sqlite-store.ts'

const appends = process.env['MARROW_LONG'] ? 500 : 25
const program = fileURLToPath(new URL('appending-writer.ts', import.meta.url))

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'marrow-writers-'))
})
afterEach(() => rmSync(dir, {recursive: true, force: true}))

/** Let a process of its own append to the list, and give what was acknowledged to it. */
function write(path: string, writer: number): Promise<string[]> {
  const child = spawn(process.execPath, [program, path, String(writer), String(appends)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      if (code === 0) resolve(output.split('\n').filter((line) => line !== ''))
      else reject(new Error(`writer ${writer} ended with ${String(code)}`))
    })
  })
}

describe('several processes that write to one store', () => {
  it('append each item once, in the order of the transactions', {timeout: 120_000}, async () => {
    const path = join(dir, 'store.db')
    const store = openSqliteStore(path)
    store.createDataset('production')
    const create = {_id: 'a', _type: 'note', list: []}
    await commit(store, 'production', {
      mutations: [{create}],
      author: 'ada',
      at: '2026-11-22T10:00:00Z',
    })
    const acknowledged = (
      await Promise.all([0, 1, 2, 3].map((writer) => write(path, writer)))
    ).flat()
    const {list, order} = store.read('production', (view) => ({
      list: view.document('a')?.['list'] as string[],
      order: view.transactions({}).map(({id}) => id),
    }))
    expect(list).toHaveLength(4 * appends)
    expect(list.toSorted()).toEqual(acknowledged.toSorted())
    expect(order.slice(1)).toEqual(list)
    store.close()
  })
})
