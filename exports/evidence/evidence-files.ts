import {ledgerLine} from '#pipeline'
import {compareText, sha256Hex} from '#schemas'

import {makeView} from '../article/make-view.ts'
import {evidenceFiles as envelopeFiles} from '../bundle/bag-files.ts'
import type {World} from '../exporter.ts'
import {htmlExporter} from '../formats/html/exporter.ts'
import type {HtmlOptions} from '../formats/html/options.ts'
import {defaultPdfOptions, type PdfOptions} from '../formats/pdf/options.ts'
import {toPdf} from '../formats/pdf/exporter.ts'
import {listClaims, type Claim} from './claims.ts'
import {coverBody, type ListedFile} from './cover-body.ts'
import {coverPdf} from './cover-pdf.ts'
import type {Evidence} from './evidence.ts'
import {statementsText} from './statement-words.ts'

/** What a pack is made with, besides the evidence. */
export interface EvidenceOptions {
  /** The signed bundle as it went out, if it is at hand. */
  bundle?: Uint8Array | undefined
  /** Options of the page. */
  html?: HtmlOptions
  /** Options of the article's PDF; the cover writes sources in its style. */
  pdf?: PdfOptions
}

/**
 * Write the files of an edition's evidence, by path: the cover, the article as PDF and page, its
 * claims, the sealed edition, each statement in words and as envelope, the trust file, the ledger's
 * entries, and `SHA256SUMS` over all of them.
 *
 * @throws `TypesetError`, `FigureUnknownError`, `ArticleUrlError`
 */
export async function evidenceFiles(
  evidence: Evidence,
  world: World,
  {bundle, html = htmlExporter.defaults, pdf = defaultPdfOptions}: EvidenceOptions = {},
): Promise<Map<string, Uint8Array>> {
  const {approved, ledger, publication, statements, trust} = evidence
  const claims = listClaims(publication)
  const files = new Map<string, Uint8Array>()
  const add = (path: string, text: string) => files.set(path, new TextEncoder().encode(text))

  files.set('article.pdf', await toPdf(publication, pdf, world))
  for (const {path, bytes} of await htmlExporter.export(publication, html, world)) {
    if (!path.startsWith('fragment.')) files.set(`page/${path}`, bytes)
  }
  add(
    'claims.json',
    `${JSON.stringify(
      claims.map((claim) => toEntry(claim, publication)),
      null,
      2,
    )}\n`,
  )
  add('edition.json', approved.sealed)
  add('statements.txt', statementsText(statements))
  for (const {id, envelope} of statements) {
    for (const [path, bytes] of await envelopeFiles(`statements/${id}`, envelope)) {
      files.set(path, bytes)
    }
  }
  for (const [path, bytes] of await envelopeFiles('trust', trust)) files.set(path, bytes)
  add('ledger.ndjson', ledger.map((entry) => ledgerLine(entry)).join(''))
  if (bundle) files.set('bundle.zip', bundle)

  const view = await makeView(publication, {
    target: 'book',
    articleUrl: pdf.articleUrl,
    publicUrl: pdf.articleUrl,
    assetBase: '',
    referenceStyle: pdf.referenceStyle,
  })
  const cover = coverBody(evidence, claims, view, await listFiles(files))
  files.set('cover.pdf', await coverPdf(evidence, cover, world))
  const sums = await listFiles(files)
  add('SHA256SUMS', sums.map(({path, sha256}) => `${sha256}  ${path}\n`).join(''))
  return files
}

async function listFiles(files: ReadonlyMap<string, Uint8Array>): Promise<ListedFile[]> {
  const paths = [...files.keys()].toSorted(compareText)
  return Promise.all(
    paths.map(async (path) => {
      const bytes = files.get(path)!
      return {path, bytes: bytes.length, sha256: await sha256Hex(bytes)}
    }),
  )
}

/** A claim as `claims.json` has it: with the id of each work, and what its last check found. */
function toEntry(
  {number, section, sources, text}: Claim,
  {references}: Evidence['publication'],
): object {
  return {
    number,
    section,
    text,
    sources: sources.map(({number: source, place, locator, excerpt}) => {
      const reference = references[source - 1]
      return {
        number: source,
        id: reference?.citation._id,
        title: reference?.citation.title,
        place,
        locator: locator ?? null,
        excerpt: excerpt ?? null,
        state: reference?.state.status,
      }
    }),
  }
}
