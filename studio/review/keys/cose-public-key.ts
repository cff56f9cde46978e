const attested = 0x40
/** rpIdHash, flags, counter. */
const headBytes = 37
const aaguidBytes = 16

/**
 * Take the COSE public key out of a new passkey's authenticator data.
 *
 * It stands behind the credential's id; extensions may follow it.
 *
 * @throws `TypeError` for data without a key.
 * @see https://www.w3.org/TR/webauthn-3/#sctn-attested-credential-data
 */
export function cosePublicKey(data: Uint8Array): Uint8Array {
  const flags = data[32] ?? 0
  if ((flags & attested) === 0) throw new TypeError('The authenticator data holds no key')
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const start = headBytes + aaguidBytes + 2 + view.getUint16(headBytes + aaguidBytes)
  return data.slice(start, skipItem(view, start))
}

/** Find where a CBOR data item ends: integers, strings, arrays, maps, tags and simple values. */
function skipItem(view: DataView, start: number): number {
  const head = view.getUint8(start)
  const major = head >> 5
  const [value, next] = argument(view, start, head & 0x1f)
  if (major === 2 || major === 3) return next + value
  const members = major === 4 ? value : major === 5 ? value * 2 : major === 6 ? 1 : 0
  let end = next
  for (let member = 0; member < members; member += 1) end = skipItem(view, end)
  return end
}

function argument(view: DataView, start: number, info: number): [value: number, next: number] {
  const at = start + 1
  if (info < 24) return [info, at]
  if (info === 24) return [view.getUint8(at), at + 1]
  if (info === 25) return [view.getUint16(at), at + 2]
  if (info === 26) return [view.getUint32(at), at + 4]
  if (info === 27) return [Number(view.getBigUint64(at)), at + 8]
  throw new TypeError('CBOR of indefinite length is no COSE key')
}
