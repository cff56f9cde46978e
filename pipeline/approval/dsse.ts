/** Payload types of everything that Marrow signs. */
export const payloadTypes = {
  statement: 'application/vnd.marrow.statement+json',
  trust: 'application/vnd.marrow.trust+json',
  bundle: 'application/vnd.marrow.bundle+json',
  index: 'application/vnd.marrow.index+json',
  head: 'application/vnd.marrow.head+json',
  pointer: 'application/vnd.marrow.pointer+json',
  tombstone: 'application/vnd.marrow.tombstone+json',
  root: 'application/vnd.marrow.root+json',
} as const

const encoder = new TextEncoder()

/**
 * Build the bytes that a signature covers.
 *
 * The type and both lengths are inside, so that a signature over one kind of payload can never
 * pass for another. Lengths count bytes.
 *
 * @see https://github.com/secure-systems-lab/dsse/blob/master/protocol.md
 */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const type = encoder.encode(payloadType)
  const head = encoder.encode(`DSSEv1 ${type.length} ${payloadType} ${payload.length} `)
  const bytes = new Uint8Array(head.length + payload.length)
  bytes.set(head)
  bytes.set(payload, head.length)
  return bytes
}
