/** One line of the log: JSON, without tokens, cookies, query strings or bodies. */
export interface LogEntry {
  at: string
  level: 'info' | 'warn' | 'error'
  event: string
  [field: string]: string | number | boolean | null | undefined
}

export type Log = (entry: LogEntry) => void

const secret = /\b(m[ts]_[A-Za-z0-9_-]{8,}|[A-Za-z0-9_-]{40,})/g

/** Take what could be a token out of a text: for paths that no route knows, and for errors. */
export function withoutSecrets(text: string): string {
  return text.replaceAll(secret, '[…]')
}
