import type {EditionPayload} from '#pipeline'

/** Print a sealed edition as plain text: what a signer signed, readable without any Studio. */
export function editionHeader(payload: EditionPayload, digest: string): string {
  return [
    `Edition:      ${payload.id}`,
    `Digest:       ${digest}`,
    `Language:     ${payload.language}`,
    `Sealed:       ${payload.sealedAt}`,
    `Contributors: ${payload.contributors.join(', ') || 'none recorded'}`,
    `Change note:  ${payload.changeNote || '(none)'}`,
  ].join('\n')
}
