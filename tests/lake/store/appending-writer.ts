import {writeSync} from 'node:fs'

import {commit} from '../../../lake/mutations/commit.ts'
import {openSqliteStore} from '../../../lake/store/sqlite-store.ts'

// Appends argv[4] items to the list of document `a` in the store at argv[2], as writer argv[3].
const [path = '', writer, count] = process.argv.slice(2)
const store = openSqliteStore(path, {busyTimeoutMs: 60_000})
for (let i = 0; i < Number(count); i += 1) {
  const item = `w${writer}-${i}`
  const insert = {after: 'list[-1]', items: [item]}
  await commit(store, 'production', {
    mutations: [{patch: {id: 'a', insert}}],
    transactionId: item,
    author: 'ada',
    at: '2026-11-22T10:00:00Z',
  })
  writeSync(1, `${item}\n`)
}
store.close()
