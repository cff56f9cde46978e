import type {RawDocument} from '#pipeline'

import {CommandError} from '../fault.ts'
import type {Change} from '../home/history.ts'

/** Where new editions and statements go, and who changed what is read from. */
export interface Records {
  /** Store documents; durable when this resolves. */
  store(documents: readonly RawDocument[], change: {author: string}): Promise<void>
  /** Who changed these documents, or their drafts, oldest first. Others may be among them. */
  history(ids: readonly string[]): Promise<Change[]>
}

/** Of a source that is only read: a dataset export, or a lake that is not this home's. */
export function readOnlyRecords(name: string): Records {
  const refused = async () => {
    throw new CommandError(
      'usage',
      `${name} is only read here: without --source it goes to the lake of the home`,
    )
  }
  return {store: refused, history: refused}
}
