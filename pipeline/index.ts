// Approval: proofs, trust file, statements, ledger
export {auditLedger, type AuditFault, type AuditFaultCode} from './approval/audit-ledger.ts'
export {passkeyAlgorithm, type PasskeyAlgorithm} from './approval/cose-key.ts'
export {
  DraftError,
  draftStatement,
  signStatement,
  type StatementDraft,
  type StatementRequest,
} from './approval/draft-statement.ts'
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
export {clockFault, ledgerTime} from './approval/clock.ts'
export {appendEntries, ledgerHead, ledgerLine, type LedgerHead} from './approval/ledger.ts'
export type {LedgerEntry, LedgerEvent} from './approval/ledger-entry.ts'
export {ProofError, type ProofCode, type ProofRule} from './approval/proof-error.ts'
export type {FormatProblem, FormatProblemCode} from './approval/schema-problems.ts'
export {validCredentials} from './approval/signer-fault.ts'
export {
  meaningOf,
  parseStatement,
  statementDocument,
  StatementError,
  statementId,
} from './approval/statement.ts'
export {statementSchema} from './approval/statement-schema.ts'
export {
  parseTrust,
  rulesDigest,
  signerOfKey,
  signTrust,
  TrustError,
  type ParsedTrust,
  type TrustErrorCode,
} from './approval/trust.ts'
export {trustKeys, trustProblems} from './approval/trust-problems.ts'
export {successionProblems} from './approval/trust-succession.ts'
export {trustSchema} from './approval/trust-schema.ts'
export {verifyEnvelope, type VerifiedEnvelope} from './approval/verify-envelope.ts'
export {
  mendLedger,
  verifyLedger,
  type LedgerFault,
  type LedgerFaultCode,
  type LedgerReading,
} from './approval/verify-ledger.ts'
export {passkeyChallenge, type PasskeyPolicy} from './approval/verify-passkey.ts'
export {statementSeen} from './approval/statement-seen.ts'
export {
  effectiveOf,
  isPending,
  updateOf,
  updateTypes,
  updateTypesOf,
  type UpdateType,
} from './approval/update-type.ts'
export {
  verifyStatement,
  verifyStatements,
  type AcceptedStatement,
  type RefusedStatement,
  type StatementCheck,
} from './approval/verify-statement.ts'

// Approval: content, editions, admission, review status, contexts
export type {
  Admission,
  AdmitRequest,
  PastEdition,
  PendingStatement,
  Withdrawal,
} from './approval/admission/admission.ts'
export type {Validity} from './approval/admission/validity.ts'
export {admit} from './approval/admit.ts'
export {futureFault} from './approval/admission/fits-edition.ts'
export {assemble, type AssembleOptions} from './approval/assemble.ts'
export {AssembleError, type AssembleCode} from './approval/assemble-error.ts'
export {assetIds} from './approval/asset-ids.ts'
export {changedDocuments, changedSince} from './approval/changed-since.ts'
export {checkSvg} from './approval/check-svg.ts'
export {contextsFor, previewContext, type SourceChecks} from './approval/contexts-for.ts'
export {contributorsSince, type Change} from './approval/contributors-since.ts'
export {checkArticleId} from './approval/check-article-id.ts'
export {editionId, isDeviceName, parseEditionId, publishedId} from './approval/document-id.ts'
export {EditionError} from './approval/edition-error.ts'
export {
  flagSources,
  type FlaggedArticle,
  type FlaggedSource,
  type ProposedStatement,
} from './approval/flag-sources.ts'
export {readEdition} from './approval/read-edition.ts'
export {reviewStatus, type ReviewFacts, type ReviewStatus} from './approval/review-status.ts'
export {nextNumber, seal, type SealRequest} from './approval/seal.ts'
export {sealAsset} from './approval/seal-asset.ts'
export {SealError, type SealCode} from './approval/seal-error.ts'

// Approval: the shapes
export type {
  ApprovedEdition,
  Content,
  EditionDocument,
  EditionPayload,
  Envelope,
  Policy,
  Quorum,
  RawDocument,
  Refusal,
  RefusalCode,
  Role,
  SealedAsset,
  Signer,
  Statement,
  StatementDocument,
  StatementKind,
  Trust,
  TrustKey,
  VerifiedStatement,
} from './approval/types.ts'
export type {ContentSource} from './content-source.ts'

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

// For formats that are read by their published JSON Schema
export {schemaProblems, type JsonSchema} from './approval/schema-problems.ts'

// Ways in: Portable Text and Markdown to mdast
export {fromMarkdown} from './from-markdown/from-markdown.ts'
export {referencesIn, type MarkdownReference} from './from-markdown/references-in.ts'
export {dropUnsupported} from './clean-markdown/drop-unsupported.ts'
export {lossAt, type Loss} from './clean-markdown/loss.ts'
export {readMarkdown, writeMarkdown} from './clean-markdown/markdown.ts'
export {fromPortableText} from './from-portable-text/from-portable-text.ts'

// Composing: content to pages, their text, their findings
export {compose, composePages} from './compose.ts'
export {composeNotice, type WithdrawalNotice} from './compose-notice.ts'
export type {ComposableContent} from './composable-content.ts'
export {emptyContext, type Context, type KnownArticle} from './context.ts'
export {toPlainText} from './plain-text.ts'
export {publish, PublishError, type PublishErrorCode} from './publish.ts'
export {ContentError} from './require-content.ts'
export {normalisedText, RENDERER_VERSION, textDigest} from './text.ts'

// Redline: what changed between two editions
export {acceptAll, acceptNone, isPresent} from './redline/accept.ts'
export {compareContents, type Comparable} from './redline/compare.ts'
export {foldBlocks, foldEntries, type Fold} from './redline/fold.ts'
export type {
  AttributeChange,
  MovedAway,
  Piece,
  RedBlock,
  RedEntry,
  Redline,
} from './redline/redline.ts'
export type {EntryType, Mark, Run} from './redline/sheet.ts'
export {fieldLabel, summarise, summaryLine, type Tally} from './redline/summarise.ts'
export {attributeText, markText, runText} from './redline/words-of.ts'
