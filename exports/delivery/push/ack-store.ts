import {keptText} from './kept-text.ts'

/** What a publisher did with the events up to one: took them over, or could not. */
export type AckOutcome = 'applied' | 'failed'

/** How far one publisher has come in the feed of its audience. */
export interface Ack {
  publisher: string
  /** Whose feed `seq` counts. */
  audience: string
  /** Last event that it took over; 0 for none. */
  seq: number
  /** UTC instant of that. */
  at: string
  /** What it could not take over since. */
  failed?: {seq: number; at: string; message?: string}
}

/**
 * Where acknowledgements are kept.
 *
 * Whoever records has checked that the publisher is who it says, and that its feed has such an event:
 * an acknowledgement of what is not there yet would silence what comes.
 */
export interface AckStore {
  /** @returns Null before the first one in the feed that the publisher reads now. */
  latest(publisher: string): Promise<{seq: number; at: string} | null>
  /**
   * Keep an acknowledgement, on the disk when this resolves.
   *
   * What is `applied` only ever rises; what `failed` is kept beside it and acknowledges nothing.
   *
   * @param at UTC instant.
   * @param message What the publisher says about it.
   */
  record(
    publisher: string,
    seq: number,
    at: string,
    outcome?: AckOutcome,
    message?: string,
  ): Promise<void>
  /** Every publisher's, in the order of their names. */
  list(): Promise<Ack[]>
}

/**
 * Add what a publisher says to what it said before.
 *
 * @param before Its last word, in whichever feed; an acknowledgement in another one counts no more.
 */
export function withAck(
  before: Ack | undefined,
  said: {publisher: string; audience: string; seq: number; at: string},
  outcome: AckOutcome = 'applied',
  message?: string,
): Ack {
  const {publisher, audience, seq, at} = said
  const kept =
    before?.audience === audience ? before : {publisher, audience, seq: 0, at, failed: undefined}
  if (outcome === 'failed') {
    return {
      publisher,
      audience,
      seq: kept.seq,
      at: kept.at,
      failed: {seq, at, ...(message !== undefined && {message: keptText(message)})},
    }
  }
  if (seq <= kept.seq) return toAck(kept)
  // What failed at an event that is taken over now has been put right.
  const failed = kept.failed && kept.failed.seq > seq ? kept.failed : undefined
  return toAck({publisher, audience, seq, at, failed})
}

function toAck({failed, ...ack}: Omit<Ack, 'failed'> & {failed?: Ack['failed'] | undefined}): Ack {
  return {...ack, ...(failed && {failed})}
}
