// Approval: proofs, trust file, statements, ledger
export {payloadTypes, preAuthEncoding} from './approval/dsse.ts'
export {
  envelopePayload,
  makeEnvelope,
  makePasskeyEnvelope,
  parseEnvelope,
  type PasskeyAssertion,
} from './approval/envelope.ts'
export {
  keyidOf,
  publicKeyFromBase64Url,
  revocationFault,
  signWith,
  trustKeyOf,
  type SigningTime,
} from './approval/keys.ts'
export {ProofError, type ProofCode, type ProofRule} from './approval/proof-error.ts'
export {verifyEnvelope, type VerifiedEnvelope} from './approval/verify-envelope.ts'
export {passkeyChallenge, type PasskeyPolicy} from './approval/verify-passkey.ts'

// What exporters see: types
export type {
  Approval,
  Composition,
  Contributor,
  FigureUse,
  LinkedArticle,
  Message,
  Notice,
  NumberedReference,
  OutlineEntry,
  OutputAsset,
  Preview,
  Publication,
  SignOff,
  SiteInfo,
  SourceStatus,
  UsedTerm,
} from './composition.ts'
