import type {BufferLimits} from './transaction-buffer.ts'

/** How much listeners may take. */
export interface HubLimits {
  buffer: BufferLimits
  /** A listener further behind than this many transactions is told to start anew. */
  lag: number
  listeners: number
  /** Of these, most of one user. */
  listenersOfUser: number
  heartbeatMs: number
  /** A client that takes nothing for this long is cut off. */
  stallMs: number
}

export const hubLimits: HubLimits = {
  buffer: {transactions: 1000, characters: 32 * 1024 * 1024},
  lag: 20_000,
  listeners: 2000,
  // an open document of the Studio takes six
  listenersOfUser: 200,
  heartbeatMs: 15_000,
  stallMs: 60_000,
}
