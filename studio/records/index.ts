export type {
  ArticleRecords,
  ArticleStatus,
  ContentFault,
  Desk,
  DeskTrust,
  LastExport,
  Records,
  Version,
  VersionSummary,
} from './records.ts'
export {assetReader} from './asset-reader.ts'
export {deskRequest, DeskError} from './desk-request.ts'
export {fetchHistory} from './fetch-history.ts'
export {previewContext} from './preview-context.ts'
export {
  useAllStatuses,
  useArticleRecords,
  useDesk,
  useRecords,
  useRecordsClient,
  useTrust,
} from './use-records.ts'
