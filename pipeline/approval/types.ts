/** The shapes of approval: edition, statement, envelope, trust file, refusal. */

import type {Validity} from './admission/validity.ts'
import type {UpdateType} from './update-type.ts'

/** A Sanity document in a dataset: untrusted until parsed. */
export interface RawDocument {
  _id: string
  _type: string
  [field: string]: unknown
}

/** What `assemble` gathers: sealed fields only, system fields left out, keys derived from position. */
export interface Content {
  kind: 'article' | 'site'
  /** Id of the article, or of the site settings. */
  root: string
  /** Every document of the content, the root too, by id. */
  documents: Record<string, RawDocument>
}

/** An asset of an edition; the digest is of the stored bytes, untouched. */
export interface SealedAsset {
  /** Sanity asset id, such as `image-<sha1>-800x600-svg`. */
  id: string
  /** Hex. */
  sha256: string
  /** Decided from the bytes. */
  mediaType: string
  bytes: number
  /** Pixels. */
  width: number
  height: number
}

/** What is sealed. Stored as the exact RFC 8785 string that was hashed. */
export interface EditionPayload {
  /** Version of this payload format. */
  format: 1
  kind: 'article' | 'site'
  /** `edition.<article>.<number>`. */
  id: string
  article: string
  number: number
  language: string
  content: Content
  assets: SealedAsset[]
  /** Digest of each top section (domain-separated), by position-derived key, in order. */
  sections: Array<{key: string; title: string; digest: string}>
  /** Lake identities of those who changed the text since the last live edition, sorted. */
  contributors: string[]
  changeNote: string
  /** Digest of the content model that sealed it. */
  schema: string
  /** UTC instant. */
  sealedAt: string
}

/** An `edition` document: its payload and the digest of exactly that string. */
export interface EditionDocument extends RawDocument {
  _type: 'edition'
  kind: 'article' | 'site'
  article: string
  number: number
  language: string
  /** Hex, domain-separated sha256 of `payload`. */
  digest: string
  payload: string
}

export type StatementKind =
  | 'sign-off'
  | 'reaffirmation'
  | 'change-request'
  | 'correction'
  | 'withdrawal'
  | 'restoration'

export type Role = 'editor' | 'medical-expert' | 'publisher'

/** What a person signs about an edition. Canonical JSON inside a DSSE envelope. */
export interface Statement {
  format: 1
  kind: StatementKind
  edition: string
  /** Hex digest of the edition. */
  digest: string
  article: string
  number: number
  language: string
  /** Meaning of the signature, such as `medical-review`, `editorial-review`, `emergency`. */
  meaning: string
  /** Of a sign-off: digest of the text stream that was read, and the renderer that made it. */
  text?: {digest: string; renderer: string}
  /** Of a change request, correction, withdrawal, restoration. */
  reason?: string
  severity?: 'safety' | 'editorial' | 'legal'
  /** Public words of a correction, withdrawal or restoration. */
  notice?: string
  /** Of a correction, withdrawal or restoration; absent where the kind says it (`updateOf`). */
  update?: UpdateType
  /** Of the same: UTC instant from which it holds, not before `at`; absent: from `at` on. */
  effective?: string
  /** Of a change request: id of the signer's earlier change request that this one lifts. */
  lifts?: string
  /** Conflict-of-interest statement of the signer. */
  conflicts?: string
  signer: {id: string; name: string; credentials: string[]}
  role: Role
  /** UTC instant, ISO 8601 with milliseconds. A claim. */
  at: string
  /** IANA time zone. */
  zone: string
  method: 'software-key' | 'passkey'
  /** Hex digest of the sign-off rules (`policy`) that the signer saw. */
  rules: string
}

/** DSSE envelope. A passkey's signature carries the assertion's other parts. */
export interface Envelope {
  payloadType: string
  /** Base64 of the exact payload bytes. */
  payload: string
  signatures: Array<{
    keyid: string
    /** Base64. */
    sig: string
    /** WebAuthn only, base64url: the challenge is sha256 of the DSSE pre-authentication encoding. */
    webauthn?: {clientDataJSON: string; authenticatorData: string}
  }>
}

/** A `statement` document. Only `envelope` counts; the other fields are for lists. */
export interface StatementDocument extends RawDocument {
  _type: 'statement'
  edition: string
  kind: StatementKind
  /** JSON of the envelope, as signed and stored. */
  envelope: string
}

/** A key: raw Ed25519 public key, or a passkey's COSE key; both base64url. */
export interface TrustKey {
  /** Hex sha256 of the public key's bytes. */
  keyid: string
  type: 'ed25519' | 'passkey'
  publicKey: string
  /** Passkey only: credential id, base64url. */
  credential?: string
  /** Valid from; a signature that claims an earlier time is refused. */
  from: string
  /** Retired: its signatures up to then stay. Compromised: only those that the ledger saw before. */
  revoked?: {at: string; because: 'retired' | 'compromised'}
}

export interface Signer {
  /** Stable id of the human. */
  id: string
  name: string
  /** Names that statements of the past carry. */
  formerNames?: string[]
  /** Lake identities, for the four-eyes rule. */
  identities: string[]
  roles: Role[]
  /** BCP 47; `*` for every language. */
  languages: string[]
  credentials: Array<{name: string; from: string; until?: string}>
  keys: TrustKey[]
  revoked?: {at: string; because: 'retired' | 'compromised'}
}

/** What a set of sign-offs must contain. */
export interface Quorum {
  role: Role
  count: number
}

export interface Policy {
  /** Required of an article's edition. */
  article: Quorum[]
  /** Required of the site's own edition. */
  site: Quorum[]
  fourEyes: boolean
  /** Software keys may sign (else passkeys alone). */
  softwareKeys: boolean
  /** An overdue article is shown with a notice, or withheld. */
  overdue: 'show' | 'hide'
  /** A sign-off meaning `emergency` with its own quorum; output past the deadline is refused. */
  emergency?: {quorum: Quorum[]; deadlineHours: number}
}

/** Payload of the trust file: canonical JSON in an envelope signed by the publisher's root key. */
export interface Trust {
  format: 1
  /** Only rises. */
  version: number
  issued: string
  publisher: {name: string; url?: string}
  /** Made by `seed`: everything signed under it is marked. */
  sample: boolean
  /** Keys that sign bundles and indexes. */
  release: TrustKey[]
  signers: Signer[]
  policy: Policy
  /** Exact origins and relying party ids that passkeys may sign for. */
  webauthn: {origins: string[]; rpIds: string[]}
}

export type RefusalCode =
  | 'no-sign-off'
  | 'edition-malformed'
  | 'edition-altered'
  | 'edition-changed-since-seen'
  | 'asset-altered'
  | 'asset-missing'
  | 'wrong-digest'
  | 'other-article'
  | 'other-language'
  | 'other-edition'
  | 'text-differs'
  | 'self-approval'
  | 'one-human-twice'
  | 'unknown-signer'
  | 'unknown-key'
  | 'revoked'
  | 'lapsed-credential'
  | 'wrong-role'
  | 'wrong-language'
  | 'wrong-rules'
  | 'wrong-meaning'
  | 'software-key-not-allowed'
  | 'replayed-proof'
  | 'malformed-proof'
  | 'back-dated'
  | 'future-dated'
  | 'change-requested'
  | 'withdrawn'
  | 'unverifiable-withdrawal'
  | 'superseded'
  | 'emergency-lapsed'
  | 'overdue'
  | 'slug-taken'
  | 'id-unusable'
  | 'id-taken'
  | 'content-fatal'

/** Why one edition does not go out. One code; `reasons` has what each statement lacked. */
export interface Refusal {
  code: RefusalCode
  article: string
  edition: string | null
  number: number | null
  language: string | null
  message: string
  /** What to do about it. */
  remedy: string
  reasons: Array<{statement: string; code: RefusalCode; message: string}>
}

declare const approved: unique symbol
/** An admitted edition with its verified sign-offs. Only `admit` makes one. */
export interface ApprovedEdition {
  readonly [approved]: true
  payload: EditionPayload
  /** The exact sealed string. */
  sealed: string
  /** Hex. */
  digest: string
  /** Admitted sign-offs and reaffirmations, oldest first. */
  statements: VerifiedStatement[]
  emergency: boolean
  /** UTC instant of the last sign-off; a reaffirmation approves nothing anew. */
  approvedAt: string
  /** UTC instant. */
  lastReviewed: string
  /** UTC instant; null for the site, which has no review interval. */
  reviewDue: string | null
  /** Until when outputs may be shown by somebody who hears nothing new. */
  validity: Validity
  /** The one of `validity` that holds as of the admission; null for no end. */
  validUntil: string | null
}

/** A statement whose proof was verified against the trust file. */
export interface VerifiedStatement {
  /** Document id. */
  id: string
  /** Hex sha256 of the envelope string. */
  sha256: string
  statement: Statement
  keyid: string
  envelope: string
  /** UTC instant at which the ledger first saw it; null when it is new. */
  firstSeen: string | null
}
