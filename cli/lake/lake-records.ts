import {parseStrictJson} from '#schemas'

import {CommandError} from '../fault.ts'
import type {Change} from '../home/history.ts'
import type {LakeAddress} from '../sources/lake-address.ts'
import {connect, type Transport} from '../sources/sanity.ts'
import type {Records} from '../workspace/records.ts'

/**
 * Store into a lake that keeps its own history, and read that.
 *
 * The lake's history names Marrow's own user as the author of what is stored here: who sealed and
 * who signed stands in the documents themselves.
 */
export function lakeRecords(address: LakeAddress, transport: Transport = fetch): Records {
  const client = connect(address, transport)
  return {
    async store(documents) {
      const transaction = client.transaction()
      for (const document of documents) transaction.create(document)
      try {
        await transaction.commit({visibility: 'sync'})
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        throw new CommandError('refused', `The lake refuses it: ${reason}`, {cause: error})
      }
    },
    async history(ids) {
      const all = ids.flatMap((id) => [id, `drafts.${id}`])
      const url = `${address.apiHost}/v2025-02-19/data/history/${address.dataset}/transactions/${all.join(',')}?excludeContent=true`
      const response = await transport(url, {
        headers: {
          authorization: `Bearer ${address.token}`,
          'x-sanity-project-id': address.projectId,
        },
        redirect: 'error',
      })
      if (!response.ok) {
        throw new CommandError('data', `The history of the lake answers with ${response.status}`)
      }
      const lines = (await response.text()).split('\n').filter(Boolean)
      return lines.flatMap((line) => changesIn(parseStrictJson(line, {name: 'history'})))
    },
  }
}

function changesIn(transaction: unknown): Change[] {
  const {author, timestamp, documentIDs} = transaction as Record<string, unknown>
  if (typeof author !== 'string' || typeof timestamp !== 'string' || !Array.isArray(documentIDs)) {
    throw new CommandError('data', 'The history of the lake holds what is no transaction')
  }
  return documentIDs.map((id) => ({document: String(id), author, at: timestamp}))
}
