import type {RefusalCode, Role, StatementKind} from './types.ts'
import type {UpdateType} from './update-type.ts'

/** One line of the ledger: hash-chained NDJSON; digests and ids, no text. */
export type LedgerEntry = {
  /** From 1, gapless. */
  seq: number
  /** Hash of the entry before; 64 zeros for the first. */
  prev: string
  /** UTC instant of the first sight. */
  at: string
  /** Hex sha256 of the canonical entry without `hash`. */
  hash: string
} & LedgerEvent

export type LedgerEvent =
  | {
      event: 'edition-seen'
      edition: string
      digest: string
      article: string
      number: number
      language: string
    }
  | {
      event: 'statement-seen'
      /** Hex sha256 of the envelope string. */
      statement: string
      /** Document id. */
      id: string
      kind: StatementKind
      edition: string
      digest: string
      article: string
      number: number
      language: string
      signer: string
      keyid: string
      role: Role
      meaning: string
      /** Claimed signing time. */
      signedAt: string
      severity?: 'safety' | 'editorial' | 'legal'
      update?: UpdateType
      /** From when it holds, where that is not `signedAt`. */
      effective?: string
      lifts?: string
    }
  | {
      event: 'exported'
      edition: string
      digest: string
      article: string
      number: number
      language: string
      /** Digest of the bundle. */
      bundle: string
    }
  | {event: 'removed'; article: string; language: string; because: RefusalCode}
  | {event: 'trust-seen'; version: number; digest: string}
  /** A backup took the place of the lake. */
  | {
      event: 'restored'
      /** When the backup was made, UTC instant. */
      backup: string
      /** Hex sha256 of the store in it. */
      digest: string
    }
  /** The clock had run ahead, and somebody said that it is right now. */
  | {event: 'clock-set'; /** UTC instant of the run that said so. */ to: string}
  /** A document was erased with its history, because the law asks for it. */
  | {
      event: 'erased'
      /** Document or asset id. */
      document: string
      /** Who erased it. */
      by: string
      /** Of the case; no text about the person. */
      reference: string
    }
