/** Kind of a message between the lake and an evaluating process. */
export type FrameKind = 'ready' | 'job' | 'request' | 'documents' | 'result' | 'fault'

const kinds: readonly FrameKind[] = ['ready', 'job', 'request', 'documents', 'result', 'fault']

/** Exit code of an evaluating process whose query was over time in the middle of a message. */
export const cutOffCode = 3

/** Bytes before the text of a message: its length, and its kind. */
export const headerLength = 5

/** Put a message into bytes: length of the text (4, little endian), kind (1), text (UTF-8). */
export function toFrame(kind: FrameKind, text: string): Buffer {
  const length = Buffer.byteLength(text)
  const frame = Buffer.allocUnsafe(headerLength + length)
  frame.writeUInt32LE(length, 0)
  frame.writeUInt8(kinds.indexOf(kind), 4)
  frame.write(text, headerLength)
  return frame
}

/** Read the header of a message. */
export function fromHeader(header: Buffer): {kind: FrameKind; length: number} {
  const kind = kinds[header.readUInt8(4)]
  if (!kind) throw new Error('A message between the lake and its evaluator is broken')
  return {kind, length: header.readUInt32LE(0)}
}
