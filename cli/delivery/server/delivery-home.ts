import {join} from 'node:path'

import type {Home} from '../../home/paths.ts'

/** State of delivery, for its owner alone. */
export interface DeliveryHome {
  dir: string
  /** Tokens of publishers, by their hashes. */
  tokens: string
  /** What each publisher may have: written by every export. */
  publishers: string
}

/** Name the files of delivery in a home. */
export function deliveryHomeOf({dir}: Home): DeliveryHome {
  const folder = join(dir, 'delivery')
  return {
    dir: folder,
    tokens: join(folder, 'tokens.json'),
    publishers: join(folder, 'publishers.json'),
  }
}
