import {commit} from '../../../lake/mutations/commit.ts'
import type {CommitRequest, CommitResult} from '../../../lake/mutations/commit-options.ts'
import {openSqliteStore} from '../../../lake/store/sqlite-store.ts'
import type {Store, StoredDocument, Transaction} from '../../../lake/store/store.ts'

/** A store with one dataset, and short ways to change and read it. */
export interface World {
  store: Store
  /** Commit mutations; ids made up are `id1`, `id2`, … */
  mutate(mutations: unknown, options?: Partial<CommitRequest>): Promise<CommitResult>
  act(actions: unknown, options?: Partial<CommitRequest>): Promise<CommitResult>
  /** Make an action of `document.<kind>`. */
  document(id: string): StoredDocument | undefined
  /** Own fields of a document, without the system's. */
  fields(id: string): Record<string, unknown> | undefined
  ids(): string[]
  transactions(): Transaction[]
}

export const at = '2026-11-22T10:00:00Z'

/** Make a world, with these documents in it. */
export async function makeWorld(...documents: object[]): Promise<World> {
  const store = openSqliteStore(':memory:')
  store.createDataset('production')
  let count = 0
  const newId = () => `id${(count += 1)}`
  const run = (request: Partial<CommitRequest>) =>
    commit(store, 'production', {author: 'ada', at, newId, ...request})
  const world: World = {
    store,
    mutate: (mutations, options) => run({mutations, ...options}),
    act: (actions, options) => run({actions, ...options}),
    document: (id) => store.read('production', (view) => view.document(id)),
    fields: (id) => {
      const {_id, _type, _rev, _createdAt, _updatedAt, ...fields} = world.document(id) ?? {}
      return _id === undefined ? undefined : fields
    },
    ids: () =>
      store.read('production', (view) =>
        view.candidates({where: {kind: 'all'}}).map(({_id}) => _id),
      ),
    transactions: () => store.read('production', (view) => view.transactions({})),
  }
  if (documents.length > 0) {
    const mutations = documents.map((fields) => ({create: {_type: 'note', ...fields}}))
    await run({mutations, transactionId: 'first'})
  }
  return world
}

/** Match a refusal by its status and the type of its first item. */
export function refusal(status: number, type?: string): unknown {
  const items = type === undefined ? {} : {items: [{error: {type}}]}
  return {name: 'LakeError', status, ...items}
}
