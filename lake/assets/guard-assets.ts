import type {Change, StoreView} from '../store/store.ts'
import {isAsset} from './asset-address.ts'
import {assetFault} from './asset-fault.ts'

/**
 * Refuse to delete the document of an asset that an edition names, or to put another in its place:
 * what was signed can be shown for ever. The bytes of an asset are never deleted at all.
 *
 * @throws {LakeError} 409 that names the edition.
 */
export function guardAssets({id, before, after}: Change, view: StoreView): void {
  if (!isAsset(before) || after?._type === before?._type) return
  const editions = view.candidateBodies({where: {kind: 'type-in', types: ['edition']}})
  const holder = editions.find((body) => body.includes(id))
  if (holder === undefined) return
  const {_id} = JSON.parse(holder) as {_id: string}
  throw assetFault(
    409,
    'asset-in-edition',
    `The asset "${id}" is part of "${_id}", which is kept for ever`,
  )
}
