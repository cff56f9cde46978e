/** A picture whose structure cannot be followed: it is drawn anew instead. */
export class StripError extends Error {
  override readonly name = 'StripError'
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}
