import type {StoredDocument} from './store.ts'

const creations = ['create', 'createOrReplace', 'createIfNotExists'] as const

/**
 * Write mutations as JSON, without a document that is the change's result: history has that already.
 *
 * `{create: {…}}` becomes `{create: true}`.
 */
export function compactMutations(
  mutations: readonly object[],
  after: StoredDocument | null,
): string {
  const result = after && JSON.stringify(after)
  return JSON.stringify(
    mutations.map((mutation) => {
      const name = creations.find((creation) => Object.hasOwn(mutation, creation))
      if (!after || !name) return mutation
      const document = (mutation as Record<string, object>)[name]
      const isResult = JSON.stringify({...document, _rev: after._rev}) === result
      return isResult ? {[name]: true} : mutation
    }),
  )
}

/** Read mutations that {@link compactMutations} wrote. */
export function expandMutations(json: string, after: StoredDocument | null): object[] {
  const mutations = JSON.parse(json) as Record<string, unknown>[]
  return mutations.map((mutation) => {
    const name = creations.find((creation) => mutation[creation] === true)
    if (!after || !name) return mutation
    const {_rev, ...document} = after
    return {[name]: document}
  })
}
