/** File that marks a folder as a repository of ours. */
export const markerName = 'marrow-repository.json'
/** Its exact text. */
export const markerText = '{"format":2,"kind":"marrow-repository"}\n'
/** Text of the format before, which the next export rewrites. */
const olderText = '{"format":1,"kind":"marrow-repository"}\n'

/** Whether a folder with this marker is ours to write. */
export function isMarker(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes)
  return text === markerText || text === olderText
}
