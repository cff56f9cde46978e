/** A key id in groups that can be read out: the first 32 hex digits, as the CLI prints it. */
export function fingerprint(keyid: string): string {
  return keyid.slice(0, 32).replaceAll(/.{4}(?=.)/g, '$& ')
}
