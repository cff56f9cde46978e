import {randomBytes} from 'node:crypto'

/** Time and chance as the lake sees them: given from outside, so that tests are deterministic. */
export interface Effects {
  /** Now, as an ISO time with milliseconds. */
  clock: () => string
  /** Bytes that nobody can guess. */
  random: (length: number) => Uint8Array
}

/** Time and chance of this machine. */
export const machineEffects: Effects = {
  clock: () => new Date().toISOString(),
  random: (length) => randomBytes(length),
}
