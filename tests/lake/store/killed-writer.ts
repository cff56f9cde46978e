import {writeSync} from 'node:fs'

import {commit} from '../../../lake/mutations/commit.ts'
import {openSqliteStore} from '../../../lake/store/sqlite-store.ts'

// Writes transactions of three documents to the store at argv[2] until it is killed, and prints the
// id of each once it is acknowledged.
const [path = '', round = '0'] = process.argv.slice(2)
const store = openSqliteStore(path)
if (store.datasets().length === 0) store.createDataset('production')

for (let i = 0; ; i += 1) {
  const transactionId = `t-${round}-${i}`
  const mutations = ['a', 'b', 'c'].map((name) => ({
    createOrReplace: {
      _id: `${name}${i % 40}`,
      _type: 'note',
      text: `round ${round} `.repeat(1 + (i % 200)),
      next: {_ref: `a${i % 40}`},
    },
  }))
  await commit(store, 'production', {
    mutations,
    transactionId,
    author: 'ada',
    at: '2026-11-22T10:00:00Z',
  })
  writeSync(1, `${transactionId}\n`)
}
