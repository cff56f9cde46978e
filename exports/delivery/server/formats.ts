import type {BundleFile} from '../../bundle/bundle-manifest.ts'

/** A format that an article can be asked for in. */
export interface Format {
  /** Name of the exporter. */
  name: string
  /** For people. */
  label: string
  /** Its main file, in the folder of the page. */
  file: string
  mediaType: string
}

/** In the order of preference where a client does not care. */
const formats: readonly Format[] = [
  {name: 'json', label: 'JSON', file: 'article.json', mediaType: 'application/json'},
  {name: 'html', label: 'HTML', file: 'index.html', mediaType: 'text/html'},
  {name: 'jats', label: 'JATS', file: 'article.jats.xml', mediaType: 'application/jats+xml'},
  {name: 'pdf', label: 'PDF', file: 'article.pdf', mediaType: 'application/pdf'},
  {name: 'epub', label: 'EPUB', file: 'article.epub', mediaType: 'application/epub+zip'},
  {
    name: 'docx',
    label: 'Word',
    file: 'article.docx',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  {name: 'markdown', label: 'Markdown', file: 'article.md', mediaType: 'text/markdown'},
  {name: 'text', label: 'Text', file: 'article.txt', mediaType: 'text/plain'},
  {name: 'icml', label: 'InDesign', file: 'article.icml', mediaType: 'application/x-indesign'},
  {name: 'press-pdf', label: 'Press PDF', file: 'press.pdf', mediaType: 'application/pdf'},
  {
    name: 'citations',
    label: 'Citations',
    file: 'citations.json',
    mediaType: 'application/vnd.citationstyles.csl+json',
  },
]

/** Which format a file of a bundle belongs to; null for pictures and evidence, which all share. */
function formatOf(path: string): string | null {
  const name = path.split('/').at(-1)!
  if (/^fragment\.(html|css)$/.test(name)) return 'html'
  if (name.startsWith('citations.')) return 'citations'
  return formats.find(({file}) => file === name)?.name ?? null
}

/** Whether a licence has a file: one without formats has all. */
export function isLicensedFile(path: string, licensed: readonly string[]): boolean {
  if (licensed.length === 0 || path.includes('/assets/')) return true
  const format = formatOf(path)
  return format === null || licensed.includes(format)
}

/** The formats of a bundle that a licence has, with the path of each in the bundle. */
export function availableFormats(
  files: ReadonlyArray<Pick<BundleFile, 'path'>>,
  licensed: readonly string[],
): Array<Format & {path: string}> {
  const paths = new Set(files.map(({path}) => path))
  return formats.flatMap((format) => {
    const path = `data/${format.file}`
    const isLicensed = licensed.length === 0 || licensed.includes(format.name)
    return isLicensed && paths.has(path) ? [{...format, path}] : []
  })
}

/** Call a format as people do. */
export function labelOf(name: string): string {
  return formats.find((format) => format.name === name)?.label ?? name
}
