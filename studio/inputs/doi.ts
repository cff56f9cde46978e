/**
 * Read a DOI out of what someone pasted: an address, `doi:10.…`, or the DOI itself.
 *
 * DOIs are compared in lower case: they do not tell letters apart by case.
 *
 * @see https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html
 */
export function doiIn(text: string): string | undefined {
  const found = /(?:^|[\s/:])(10\.[0-9]{4,9}\/[^\s"<>]+)/.exec(decoded(text.trim()))?.[1]
  return found?.replace(/[.,;)\]]+$/, '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}
