/** File that marks a folder as a repository of ours. */
export const markerName = 'marrow-repository.json'
/** Its exact text. */
export const markerText = '{"format":1,"kind":"marrow-repository"}\n'
