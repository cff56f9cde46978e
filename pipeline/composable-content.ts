import type {Content, SealedAsset} from './approval/types.ts'

/** What can be composed: content, sealed or not, with the facts of its assets. */
export type ComposableContent = Content & {assets: readonly SealedAsset[]}
