import type {RawDocument} from '#pipeline'

import {CommandError} from '../fault.ts'
import {storeDocuments} from '../home/dataset.ts'
import {readHistory, type Change} from '../home/history.ts'
import type {Home} from '../home/paths.ts'

/** Where new editions and statements go, and who changed what is read from. */
export interface Records {
  /** Store documents; durable when this resolves. */
  store(documents: readonly RawDocument[], change: {author: string; at: string}): Promise<void>
  /** Who changed these documents, or their drafts, oldest first. Others may be among them. */
  history(ids: readonly string[]): Promise<Change[]>
}

/** The home's own dataset and history. */
export function homeRecords(home: Home): Records {
  return {
    async store(documents, change) {
      storeDocuments(home, documents, change)
    },
    history: async () => readHistory(home),
  }
}

/** Of a source that is only read: a dataset export, or a lake that is not this home's. */
export function readOnlyRecords(name: string): Records {
  const refused = async () => {
    throw new CommandError(
      'usage',
      `${name} is only read here: --source takes \`lake\`, or nothing for the home's own dataset`,
    )
  }
  return {store: refused, history: refused}
}
