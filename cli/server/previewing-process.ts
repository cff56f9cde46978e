import {previewPdf} from '../export/preview-pdf.ts'
import {homeAt} from '../home/paths.ts'
import {styleWith} from '../terminal/terminal.ts'
import type {PreviewAnswer, PreviewRequest} from './preview-in-process.ts'

/** Makes one PDF preview and ends: Typst blocks its thread, and the lake must go on answering. */
process.once('message', (request: PreviewRequest) => void answer(request))

async function answer({article, env, now}: PreviewRequest): Promise<void> {
  process.send?.(await outcomeOf(article, env, now), () => process.disconnect())
}

async function outcomeOf(
  article: string,
  env: NodeJS.ProcessEnv,
  now: string,
): Promise<PreviewAnswer> {
  const terminal = {
    out: () => undefined,
    error: () => undefined,
    progress: () => undefined,
    style: styleWith(false),
  }
  try {
    const input = {positionals: [], values: {}, home: homeAt(env), env, now, terminal}
    return {pdf: await previewPdf(article, input)}
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const code = 'code' in error ? String(error.code) : null
    // What has a code tells people what to mend; the rest is ours to mend.
    return code === null ? {bug: String(error.stack)} : {refused: {code, message: error.message}}
  }
}
