import {compareText} from '#schemas'

import {isRecord, own} from './record.ts'
import type {Content} from './types.ts'

/** List the ids of the images that content shows, sorted. */
export function assetIds(content: Content): string[] {
  const ids = new Set<string>()
  collect(content.documents, ids)
  return [...ids].toSorted(compareText)
}

function collect(value: unknown, ids: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, ids)
  } else if (isRecord(value)) {
    const asset = own(value, '_type') === 'image' ? own(value, 'asset') : undefined
    const id = isRecord(asset) ? own(asset, '_ref') : undefined
    if (typeof id === 'string') ids.add(id)
    for (const member of Object.values(value)) collect(member, ids)
  }
}
