import type {RawDocument} from '#pipeline'
import {parseStrictJson} from '#schemas'

import {CommandError} from '../fault.ts'
import type {Change} from '../home/history.ts'
import type {LakeAddress} from '../sources/lake-address.ts'
import {connect, type Transport} from '../sources/sanity.ts'
import type {Records} from '../workspace/records.ts'

/** How to write to a lake. */
export interface LakeRecordsOptions {
  transport?: Transport
  /**
   * It is the lake of this home: its history names the person for whom a command acts, which it takes
   * from its operator's commands alone. Any other names the holder of the token.
   */
  isOwn?: boolean
}

/** Store into a lake, which keeps its own history, and read that. */
export function lakeRecords(address: LakeAddress, options: LakeRecordsOptions = {}): Records {
  const {transport = fetch, isOwn = false} = options
  const {projectId, dataset, token, apiHost = `https://${projectId}.api.sanity.io`} = address
  const requireToken = () => {
    if (token === undefined) {
      throw new CommandError('usage', 'SANITY_AUTH_TOKEN is needed: a token that may write')
    }
  }
  return {
    async store(documents, {author}) {
      requireToken()
      const client = connect(address, isOwn ? writingAs(author, transport) : options.transport)
      const transaction = client.transaction()
      for (const document of documents) {
        if (isSealed(document)) transaction.create(document)
        else transaction.createOrReplace(document)
      }
      try {
        await transaction.commit({visibility: 'sync'})
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        throw new CommandError('refused', `The lake refuses it: ${reason}`, {cause: error})
      }
    },
    async history(ids) {
      requireToken()
      const all = ids.flatMap((id) => [id, `drafts.${id}`])
      const url = `${apiHost}/v2025-02-19/data/history/${dataset}/transactions/${all.join(',')}?excludeContent=true`
      const response = await transport(url, {
        headers: {
          authorization: `Bearer ${token}`,
          'x-sanity-project-id': projectId,
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

/** Editions and statements are never changed. */
function isSealed({_type}: RawDocument): boolean {
  return _type === 'edition' || _type === 'statement'
}

function writingAs(author: string, transport: Transport): Transport {
  return (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('x-marrow-author', encodeURIComponent(author))
    return transport(input, {...init, headers})
  }
}

function changesIn(transaction: unknown): Change[] {
  const {author, timestamp, documentIDs} = transaction as Record<string, unknown>
  if (typeof author !== 'string' || typeof timestamp !== 'string' || !Array.isArray(documentIDs)) {
    throw new CommandError('data', 'The history of the lake holds what is no transaction')
  }
  return documentIDs.map((id) => ({document: String(id), author, at: timestamp}))
}
