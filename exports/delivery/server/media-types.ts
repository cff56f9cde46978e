/** Media types of a repository's files, by what their names end with: the longest first. */
const endings: ReadonlyArray<readonly [ending: string, mediaType: string]> = [
  ['.jats.xml', 'application/jats+xml'],
  ['.ndjson', 'application/x-ndjson'],
  ['.atom', 'application/atom+xml'],
  ['feed.json', 'application/feed+json'],
  ['.json', 'application/json'],
  ['.html', 'text/html; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.md', 'text/markdown; charset=utf-8'],
  ['.xml', 'application/xml'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.jpg', 'image/jpeg'],
  ['.jpeg', 'image/jpeg'],
  ['.webp', 'image/webp'],
  ['.avif', 'image/avif'],
  ['.gif', 'image/gif'],
  ['.pdf', 'application/pdf'],
  ['.epub', 'application/epub+zip'],
  ['.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['.icml', 'application/x-indesign'],
  ['.ris', 'application/x-research-info-systems'],
  ['.bib', 'application/x-bibtex'],
  ['.zip', 'application/zip'],
]

/** Name the media type of a file; bytes of no known kind are only ever downloaded. */
export function mediaTypeOf(path: string): string {
  return endings.find(([ending]) => path.endsWith(ending))?.[1] ?? 'application/octet-stream'
}
