import type {ApprovedEdition, VerifiedStatement} from '#pipeline'

import type {BundleManifest} from './bundle-manifest.ts'

/** A packed bundle. */
export interface Bundle {
  /** Hex sha256 of `bundle.dsse.json`: the bundle's address. */
  digest: string
  manifest: BundleManifest
  /** Every file of the bag by path, payload and tag files. */
  files: Map<string, Uint8Array>
  /** The same files under the folder `<digest>/`. */
  zip: Uint8Array
  /** First sights of the statements inside by the ledger, by id. Not part of the bag. */
  firstSeen: ReadonlyMap<string, string>
}

/** A release key: signs the pre-authentication encoding with Ed25519. */
export interface ReleaseSigner {
  /** Hex sha256 of the public key. */
  keyid: string
  sign: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>
}

/** What proves a bundle, besides its own signature. */
export interface BundleEvidence {
  approved: ApprovedEdition
  /** Text of the trust file's envelope. */
  trust: string
  /** The publisher's raw root public key, from `publicKeyFromBase64Url`. */
  rootKey: Uint8Array
  /** Further verified statements about the article: corrections, withdrawals, restorations. */
  statements?: readonly VerifiedStatement[]
}
