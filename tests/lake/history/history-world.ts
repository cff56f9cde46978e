import type {Role} from '../../../lake/access/roles.ts'
import {testLake} from '../http/harness.ts'

type Data = Record<string, any>

/** A lake, with what history tests do to it and ask of it. */
export interface HistoryWorld {
  /** Make a transaction, a second after the last one. */
  change: (kind: 'mutate' | 'actions', id: string, list: object[], role?: Role) => Promise<void>
  get: (path: string, role?: Role) => Promise<Response>
  anonymous: (path: string) => Promise<Response>
  close: () => Promise<void>
}

export async function historyWorld(): Promise<HistoryWorld> {
  const test = await testLake()
  const version = '/v2025-02-19/data'
  return {
    async change(kind, id, list, role = 'editor') {
      test.pass(1000)
      const response = await test.request(`${version}/${kind}/production`, {
        method: 'POST',
        token: test.tokens[role],
        body: {transactionId: id, [kind === 'mutate' ? 'mutations' : 'actions']: list},
      })
      const answer = (await response.json()) as Data
      if (answer['transactionId'] !== id) throw new Error(JSON.stringify(answer))
    },
    get: (path, role = 'editor') =>
      test.request(`${version}/history/production/${path}`, {token: test.tokens[role]}),
    anonymous: (path) => test.request(`${version}/history/production/${path}`),
    close: () => test.close(),
  }
}
