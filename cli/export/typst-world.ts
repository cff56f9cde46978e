import {readdir, readFile} from 'node:fs/promises'

import type {NodeCompiler, NodeTypstDocument} from '@myriaddreamin/typst-ts-node-compiler'

import {requireGlyphs, stringsIn, TypesetError, withOwnFonts, type TypesetJob} from '#exports'

import {readFonts, type Fonts} from './typst-fonts.ts'

/** Turns jobs into PDFs. Make one for a whole run: it keeps fonts and what it learned of layouts. */
export interface Typesetter {
  /** @throws `TypesetError` */
  typeset(job: TypesetJob): Promise<Uint8Array>
}

/** A folder that is not there: the compiler finds only what it is given. */
const workspace = '/marrow-typeset'

/** Layouts that were not used in so many jobs are forgotten, or memory grows without end. */
const keptJobs = 3

/** Make a typesetter; Typst and its fonts are loaded with the first job. */
export function makeTypesetter(): Typesetter {
  let loaded: Promise<Loaded> | undefined
  return {
    async typeset(job) {
      loaded ??= load()
      return typeset(job, await loaded)
    },
  }
}

interface Loaded {
  compiler: NodeCompiler
  fonts: Fonts
  templates: ReadonlyMap<string, Buffer>
}

async function load(): Promise<Loaded> {
  const fonts = await readFonts()
  const {default: typst} = await import('@myriaddreamin/typst-ts-node-compiler')
  return {
    compiler: typst.NodeCompiler.create({workspace, fontArgs: [{fontBlobs: fonts.files}]}),
    fonts,
    templates: await readTemplates(),
  }
}

/** Read the template and what it imports: every Typst file beside it. */
async function readTemplates(): Promise<Map<string, Buffer>> {
  const folder = new URL('../../exports/typeset/', import.meta.url)
  const names = (await readdir(folder)).filter((name) => name.endsWith('.typ')).toSorted()
  const files = await Promise.all(names.map((name) => readFile(new URL(name, folder))))
  return new Map(names.map((name, index) => [name, files[index]!]))
}

/** Nothing waits here, so that two jobs never share the compiler's files. */
function typeset(job: TypesetJob, {compiler, fonts, templates}: Loaded): Uint8Array {
  const pictures = placePictures(job)
  requireGlyphs(new Map([['the text', stringsIn(job.data)], ...pictures.texts]), fonts.coverage)

  compiler.resetShadow()
  for (const [name, file] of templates) compiler.mapShadow(`${workspace}/${name}`, file)
  compiler.mapShadow(`${workspace}/data.json`, Buffer.from(JSON.stringify(job.data)))
  for (const [path, bytes] of pictures.files) {
    compiler.mapShadow(workspace + path, Buffer.from(bytes))
  }
  try {
    const document = compile(`${workspace}/${job.template}.typ`, compiler)
    for (const gate of job.gates) toPdf(document, gate, compiler)
    return toPdf(document, job.standard, compiler)
  } finally {
    compiler.resetShadow()
    compiler.evictCache(keptJobs)
  }
}

function placePictures({pictures}: TypesetJob): {
  files: Map<string, Uint8Array>
  texts: Map<string, string[]>
} {
  const files = new Map<string, Uint8Array>()
  const texts = new Map<string, string[]>()
  for (const [path, bytes] of pictures) {
    if (!/^\/assets\/[\w.-]+$/.test(path)) {
      throw new TypesetError('picture-unreadable', `No picture can be called ${path}`)
    }
    if (path.endsWith('.svg')) {
      const drawing = withOwnFonts(bytes, path)
      files.set(path, drawing.bytes)
      texts.set(`the drawing ${path.slice(1)}`, drawing.texts)
    } else files.set(path, bytes)
  }
  return {files, texts}
}

/** A warning is a fault, too: Typst warns where it leaves something out. */
function compile(main: string, compiler: NodeCompiler): NodeTypstDocument {
  const result = compiler.compile({mainFilePath: main})
  const document = result.result
  const faults = [result.takeError(), result.takeWarnings()].flatMap(
    (taken) => (taken?.shortDiagnostics ?? []) as Array<{message?: string}>,
  )
  if (document && faults.length === 0) return document
  const list = faults.map(({message}) => message)
  throw new TypesetError('typeset-failed', `Typst says: ${list.slice(0, 5).join('; ')}`)
}

/** Write a PDF; the date comes from the document, never from the clock. */
function toPdf(document: NodeTypstDocument, standard: string, compiler: NodeCompiler) {
  try {
    return new Uint8Array(compiler.pdf(document, {pdfStandard: standard, creationTimestamp: 0}))
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause)
    throw new TypesetError('typeset-failed', `Typst refuses ${standard}: ${words}`, {cause})
  }
}
