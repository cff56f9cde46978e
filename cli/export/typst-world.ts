import {readFile} from 'node:fs/promises'

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
  let loaded: Promise<{compiler: NodeCompiler; fonts: Fonts}> | undefined
  return {
    async typeset(job) {
      loaded ??= load()
      const {compiler, fonts} = await loaded
      const template = await readTemplate(job.template)
      return typeset(job, template, compiler, fonts)
    },
  }
}

async function load(): Promise<{compiler: NodeCompiler; fonts: Fonts}> {
  const fonts = await readFonts()
  const {default: typst} = await import('@myriaddreamin/typst-ts-node-compiler')
  return {
    compiler: typst.NodeCompiler.create({workspace, fontArgs: [{fontBlobs: fonts.files}]}),
    fonts,
  }
}

function readTemplate(name: TypesetJob['template']): Promise<Buffer> {
  return readFile(new URL(`../../exports/typeset/${name}.typ`, import.meta.url))
}

/** From here on nothing waits, so that two jobs never share the compiler's files. */
function typeset(
  job: TypesetJob,
  template: Buffer,
  compiler: NodeCompiler,
  fonts: Fonts,
): Uint8Array {
  const pictures = placePictures(job)
  requireGlyphs(new Map([['the text', stringsIn(job.data)], ...pictures.texts]), fonts.coverage)

  compiler.resetShadow()
  const main = `${workspace}/${job.template}.typ`
  compiler.mapShadow(main, template)
  compiler.mapShadow(`${workspace}/data.json`, Buffer.from(JSON.stringify(job.data)))
  for (const [path, bytes] of pictures.files) {
    compiler.mapShadow(workspace + path, Buffer.from(bytes))
  }
  try {
    const document = compile(main, compiler)
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
