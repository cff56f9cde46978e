import {htmlExporter} from '#exports/html'
import {jsonExporter} from '#exports/json'
import {composePages, ContentError, type Message, type Preview, type RawDocument} from '#pipeline'

import {gatherContent} from './gather-content.ts'
import type {Finding, PreviewFormat, PreviewJob, PreviewPage, PreviewResult} from './preview-job.ts'

/** The bytes are put in where the page is shown: here their paths are enough. */
const world = {readAsset: () => Promise.resolve(new Uint8Array())}

const pathInOther = /^documents\[("(?:[^"\\]|\\.)*")\]\.?(.*)$/s

/**
 * Make what an export would make of a document as it stands, with the same pipeline and exporters.
 *
 * Pure: runs in a worker, and in tests.
 */
export async function renderPreview(job: PreviewJob): Promise<PreviewResult> {
  const {assets, context, format, root} = job
  const documents = new Map(job.documents.map((document) => [document._id, document]))
  const {content, findings, needs} = gatherContent(root, documents)
  if (!content) return {pages: [], findings, needs}
  try {
    const compositions = composePages({...content, assets}, context)
    const messages = compositions.flatMap((composition) => composition.messages)
    return {
      pages: await Promise.all(compositions.map((each) => pageOf(each, format))),
      findings: distinct([...findings, ...messages.map((message) => findingOf(message, root))]),
      needs,
    }
  } catch (error) {
    if (!(error instanceof ContentError)) throw error
    const {id, message, path} = error
    const fault: Finding = {severity: 'fatal', reason: message, document: id, path}
    return {pages: [], findings: distinct([...findings, fault]), needs}
  }
}

async function pageOf(composition: Preview, format: PreviewFormat): Promise<PreviewPage> {
  const {language, title, words} = composition
  const artifacts =
    format === 'json'
      ? await jsonExporter.export(composition, jsonExporter.defaults, world)
      : await htmlExporter.export(composition, htmlExporter.defaults, world)
  const read = (path: string): string => {
    const artifact = artifacts.find((candidate) => candidate.path === path)
    if (!artifact) throw new Error(`The exporter made no ${path}`)
    return new TextDecoder().decode(artifact.bytes)
  }
  const pictures = Object.values(composition.figures).map(({asset}) => [asset.id, asset.path])
  return {
    title,
    language,
    words,
    pictures: Object.fromEntries(pictures) as PreviewPage['pictures'],
    html: htmlOf(format, read, composition),
  }
}

function htmlOf(
  format: PreviewFormat,
  read: (path: string) => string,
  {direction, language}: Preview,
): string {
  if (format === 'json') return asText(read('article.json'))
  if (format === 'page') return read('index.html')
  if (format === 'print') return asPrinted(read('index.html'))
  const tag = language.replaceAll(/[^\w-]/g, '')
  return [
    `<!doctype html><html lang="${tag}" dir="${direction}"><head><meta charset="utf-8">`,
    `<meta name="color-scheme" content="light dark"><title>Fragment</title>`,
    `<style>body{margin:1.5rem;font-family:system-ui,sans-serif}\n${read('fragment.css')}</style>`,
    `</head><body>${read('fragment.html')}</body></html>`,
  ].join('\n')
}

/** Show a text as it is. */
function asText(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const style =
    'body{margin:1.25rem;font:.8125rem/1.5 ui-monospace,monospace}' +
    'pre{margin:0;font:inherit;white-space:pre-wrap;overflow-wrap:anywhere}'
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>JSON</title>',
    `<meta name="color-scheme" content="light dark"><style>${style}</style></head>`,
    `<body><pre>${escaped}</pre></body></html>`,
  ].join('\n')
}

/**
 * Show on the screen what the page's style gives on paper: its rules for print hold, those for
 * dark screens do not.
 */
function asPrinted(html: string): string {
  const paper =
    'html{background:#8c8c8c;color-scheme:light}' +
    'body{box-sizing:border-box;max-width:210mm;margin:8mm auto;padding:20mm;background:#fff}'
  return html
    .replaceAll('@media print', '@media all')
    .replaceAll(/@media (?:screen|\(prefers-color-scheme: dark\))[^{]*\{/g, '@media (width < 0) {')
    .replace(/style-src (?:'|&#x27;)sha256-[\w+/=]*(?:'|&#x27;)/, "style-src 'unsafe-inline'")
    .replace('content="light dark"', 'content="light"')
    .replace('</style>', `${paper}</style>`)
}

function findingOf({path, reason, severity}: Message, root: RawDocument): Finding {
  const [, id, inside = ''] = pathInOther.exec(path) ?? []
  return id === undefined
    ? {severity, reason, document: root._id, path}
    : {severity, reason, document: JSON.parse(id) as string, path: inside}
}

function distinct(findings: readonly Finding[]): Finding[] {
  const known = new Map(
    findings.map((finding) => [`${finding.document} ${finding.path} ${finding.reason}`, finding]),
  )
  return [...known.values()]
}
