// Exporters
export {exporters} from './formats/index.ts'
export {citationsExporter} from './formats/citations/exporter.ts'
export {htmlExporter} from './formats/html/exporter.ts'
export type {HtmlOptions} from './formats/html/options.ts'
export {FigureUnknownError} from './article/steps/place-figures.ts'
export {jatsExporter} from './formats/jats/exporter.ts'
export type {JatsOptions} from './formats/jats/options.ts'
export {articleSchema} from './formats/json/article-schema.ts'
export {noticeSchema} from './formats/json/notice-schema.ts'
export {noticeArtifacts} from './notice/notice-artifacts.ts'
export {pdfExporter, toPdf} from './formats/pdf/exporter.ts'
export type {PdfOptions} from './formats/pdf/options.ts'
export {pressPdfExporter} from './formats/press-pdf/exporter.ts'
export type {PressPdfOptions} from './formats/press-pdf/options.ts'
export {jsonExporter} from './formats/json/exporter.ts'
export type {JsonOptions} from './formats/json/options.ts'
export {withheldFigures} from './figure-rights.ts'
export type {Artifact, Exporter, PressWorld, TypesetJob, World} from './exporter.ts'
export {ArticleUrlError, articleUrl, defaultArticleUrl} from './article-url.ts'
export type {ArticleUrlErrorCode, LinkTarget} from './article-url.ts'
export {publicUrlOf} from './article/make-view.ts'

// Print
export {requireGlyphs, stringsIn} from './typeset/missing-glyphs.ts'
export {withOwnFonts} from './typeset/svg-fonts.ts'
export {TypesetError, type TypesetErrorCode} from './typeset/typeset-error.ts'

// References
export {formatAma} from './references/ama/format-ama.ts'
export {formatReference} from './references/format-reference.ts'
export type {FormattedReference, ReferenceStyle} from './references/reference.ts'

// Evidence packs
export type {Evidence} from './evidence/evidence.ts'
export {evidenceFiles} from './evidence/evidence-files.ts'
export {storeFiles} from './zip/store-files.ts'

// Bundles, the repository, verification
export type {Bundle, ReleaseSigner} from './bundle/bundle.ts'
export {BundleError} from './bundle/bundle-error.ts'
export {parseManifest} from './bundle/parse-manifest.ts'
export {packBundle} from './bundle/pack-bundle.ts'
export {makeFolders} from './repository/make-folders.ts'
export {describeFault} from './repository/system-fault.ts'
export {takeFolderLock} from './repository/folder-lock.ts'
export {folderReader} from './repository/folder-store.ts'
export {openRepositoryFolder} from './repository/open-repository-folder.ts'
export {amendRepository, audiencesIn} from './repository/amend-repository.ts'
export {entryKey, isLive, type IndexEntry, type LiveEntry} from './repository/format/entries.ts'
export {everyone} from './repository/format/paths.ts'
export {
  nextRoot,
  RootError,
  walkRoots,
  type Root,
  type RootFile,
} from './repository/format/root-file.ts'
export {keptClosedMs, type ClosedAudience} from './repository/closed-audiences.ts'
export {purgedBy, type WithdrawnArticle} from './repository/place-tombstone.ts'
export {previousAudience, type PreviousAudience} from './repository/previous-audience.ts'
export {requireClock} from './repository/require-clock.ts'
export {refreshHeads} from './repository/refresh-heads.ts'
export {
  writeRepository,
  type CarriedBundle,
  type RepositoryChanges,
  type TitledEntry,
  type ExportedRepository,
  type WritingFacts,
  type WrittenRepository,
} from './repository/write-repository.ts'
export type {Verification} from './verify/fault.ts'
export {verifyBundle} from './verify/verify-bundle.ts'
export {verifyRepository} from './verify/verify-repository.ts'

// Delivery: push and acknowledgements
export {withAck, type Ack, type AckOutcome, type AckStore} from './delivery/push/ack-store.ts'
export {considerPush, type PushReader} from './delivery/push/consider-push.ts'
export {
  acknowledgedSeq,
  deliveryReport,
  type DeliveryReport,
  type PublisherDelivery,
} from './delivery/push/delivery-report.ts'
export {duePushes, nextPushAt} from './delivery/push/due-pushes.ts'
export {keptText} from './delivery/push/kept-text.ts'
export {emptyPushState, type PushState} from './delivery/push/push-state.ts'
export {
  isTaken,
  recordPush,
  type PushAttempt,
  type PushOutcome,
} from './delivery/push/record-push.ts'
export {readFeed, type Feed} from './delivery/push/read-feed.ts'
export {unacknowledgedSafety} from './delivery/push/safety-withdrawals.ts'

// Delivery: the server
export {createDelivery, type Delivery} from './delivery/server/create-delivery.ts'
export {formerOf, licencesText, parseLicences, type Licence} from './delivery/server/licence.ts'
export {
  isLiveToken,
  issueToken,
  parseTokens,
  revokeToken,
  TokenError,
  tokensText,
  type TokenRecord,
} from './delivery/server/token-file.ts'
export type {DeliveryLimits, DeliveryWorld} from './delivery/server/world.ts'

// The publisher's client
export {follow} from './delivery/client/follow.ts'
export {joinKeyArgument} from './delivery/client/key-argument.ts'
export {openPullFolder} from './delivery/client/pull.ts'
export {exitOf, reportText} from './delivery/client/report-text.ts'
export {pullArguments, pullHelp, readSettings} from './delivery/client/settings.ts'
export {sleep} from './delivery/client/sleep.ts'
