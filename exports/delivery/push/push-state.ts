/** What is kept of pushing across restarts: `delivery/push-state.json` of a home. */
export interface PushState {
  format: 1
  publishers: PublisherPush[]
  endpoints: EndpointPush[]
}

/** What is kept of one publisher. */
export interface PublisherPush {
  publisher: string
  /** Whose feed it reads. */
  audience: string
  /** UTC instant since when it does, as far as is known: nothing was waited for before. */
  since: string
  /** The newest safety withdrawal that it has not acknowledged. */
  escalation: Escalation | null
}

/** How far a withdrawal has escalated. */
export interface Escalation {
  seq: number
  /** UTC instant from which its age counts. */
  at: string
  /** How often it was pushed again. */
  round: number
}

/** What is kept of one address that a publisher is told at. */
export interface EndpointPush {
  publisher: string
  url: string
  /** Newest event that it took, and when; 0 for none. */
  told: number
  toldAt: string | null
  /** What it is to be told: one message at a time, of the newest event. */
  message: PushMessage | null
  /** Null when the last attempt got through. */
  failing: {since: string; at: string; fault: string} | null
  /** It answered that it is gone: told nothing until somebody enables it. */
  disabled: {at: string} | null
}

/** A message on its way; what it is about makes its id, so that no two are the same. */
export interface PushMessage {
  /** Newest event of the feed. */
  seq: number
  /** 0 for news; else how often an unacknowledged withdrawal was pushed again. */
  round: number
  /** How often it was tried, or what it took the place of. */
  attempts: number
  /** UTC instant of the next attempt. */
  next: string
}

/** Nothing was told yet. */
export const emptyPushState: PushState = {format: 1, publishers: [], endpoints: []}

/** Whether two are about the same endpoint. */
export function isSameEndpoint(
  a: Pick<EndpointPush, 'publisher' | 'url'>,
  b: Pick<EndpointPush, 'publisher' | 'url'>,
): boolean {
  return a.publisher === b.publisher && a.url === b.url
}
