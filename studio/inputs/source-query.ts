/** What a list of works shows of one. */
export interface FoundSource {
  _id: string
  title?: string
  doi?: string
  status?: string
  containerTitle?: string
  container?: string
  publisher?: string
  year?: number
  author?: {family?: string; literal?: string}
  /** There is only a draft of it. */
  isDraft?: boolean
}

const projection = `{_id, title, doi, status, containerTitle, "container": containerTitleShort, publisher,
  "year": issued.year, "author": authors[0], "isDraft": _originalId in path("drafts.**")}`

/** Works whose title, authors or journal have all the words. */
export const byWords = `*[_type == "citation" && [title, containerTitle, containerTitleShort, publisher, doi, ...authors[].family, ...authors[].literal] match $words] | order(_updatedAt desc) [0...12] ${projection}`

/** Works with a DOI, which is compared in lower case. */
export const byDoi = `*[_type == "citation" && lower(doi) == $doi] [0...12] ${projection}`

/** Works that were edited last. */
export const recent = `*[_type == "citation"] | order(_updatedAt desc) [0...8] ${projection}`

/** Works by id. */
export const byIds = `*[_type == "citation" && _id in $ids] ${projection}`

/** Words of a search as GROQ matches them: each may go on. */
export function searchWords(text: string): string[] {
  return (text.match(/[\p{L}\p{N}.]+/gu) ?? []).map((word) => `${word}*`)
}
