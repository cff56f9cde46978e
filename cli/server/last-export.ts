/** What the last export of a server did, as `GET /marrow/v1/exports` shows it. */
export interface LastExport {
  /** UTC instant. */
  at: string
  /** What is new in the repository, or differs. */
  written: Array<{article: string; language: string; edition: string; title: string}>
  /** Editions that were there already. */
  unchanged: string[]
  removed: string[]
  refused: Array<{
    article: string
    edition: string | null
    code: string
    message: string
    remedy: string
  }>
  withdrawn: Array<{article: string; edition: string | null}>
  /** Profiles of publishers that cannot be gone by. */
  profiles: Array<{publisher: string; field: string; message: string; remedy: string}>
  /** What the gate admits. */
  approved: ApprovedSummary[]
  /** UTC instant at which an export writes something else though nobody signs; null for never. */
  next: string | null
  /** Why nothing was written; then the rest is of the export before. */
  fault: ExportFault | null
}

/** An edition that may go out. */
interface ApprovedSummary {
  article: string
  edition: string
  language: string
  title: string
  digest: string
  /** UTC instant. */
  reviewDue: string | null
}

/** Why an export failed. */
export interface ExportFault {
  code: string
  message: string
}

/** What the exporting process is told. */
export interface ExportRequest {
  id: number
  /** Folder of the repository. */
  out: string
  env: NodeJS.ProcessEnv
  /** UTC instant. */
  now: string
}

/** What it answers: an export, or a fault. */
export interface ExportAnswer {
  id: number
  last?: Omit<LastExport, 'fault'>
  fault?: ExportFault
}
