import {LockIcon} from '@sanity/icons/Lock'
import type {Tool} from 'sanity'

import {Keys} from './keys/keys.tsx'

/** Where a person makes the keys that they sign with. */
export function keysTool(): Tool {
  return {name: 'keys', title: 'My keys', icon: LockIcon, component: Keys}
}
