import type {RefusalCode} from './types.ts'

/** The rule of proof that was broken; stable, listed in `docs/statements.md`. */
export type ProofRule =
  | 'envelope-malformed'
  | 'payload-type'
  | 'key-unknown'
  | 'key-malformed'
  | 'signature-length'
  | 'signature-wrong'
  | 'passkey-parts'
  | 'passkey-client-data'
  | 'passkey-type'
  | 'passkey-origin'
  | 'passkey-cross-origin'
  | 'passkey-relying-party'
  | 'passkey-user-presence'
  | 'passkey-user-verification'
  | 'passkey-algorithm'
  | 'passkey-challenge'
  | 'passkey-other'

/** Codes that a failed proof can have as a refusal. */
export type ProofCode = Extract<RefusalCode, 'malformed-proof' | 'replayed-proof' | 'unknown-key'>

/** A proof that does not hold: the refusal's code, and the exact rule that was broken. */
export class ProofError extends Error {
  override name = 'ProofError'
  readonly code: ProofCode
  readonly rule: ProofRule

  constructor(code: ProofCode, rule: ProofRule, message: string, options?: {cause?: unknown}) {
    super(message, options)
    this.code = code
    this.rule = rule
  }
}
