/** Where what is on the clipboard was copied. */
export type Program = 'word' | 'google-docs' | 'page'

/** Tell by what programs leave in the HTML that they put on the clipboard. */
export function programOf(html: string): Program {
  if (
    /urn:schemas-microsoft-com:office|class="?Mso|mso-list:|name="?Generator"? content="?Microsoft/i.test(
      html,
    )
  ) {
    return 'word'
  }
  return /docs-internal-guid-/i.test(html) ? 'google-docs' : 'page'
}

/** How messages call it. */
export const programNames: Readonly<Record<Program, string>> = {
  word: 'Word',
  'google-docs': 'Google Docs',
  page: 'a web page',
}
