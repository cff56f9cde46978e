import type {PreviewJob, PreviewResult} from './preview-job.ts'
import {renderPreview} from './render-preview.ts'

/** What the worker answers: each job gets one answer, in order. */
export type WorkerAnswer = {result: PreviewResult; ms: number} | {fault: string}

addEventListener('message', ({data}: MessageEvent<PreviewJob>) => {
  const start = performance.now()
  renderPreview(data).then(
    (result) => answer({result, ms: performance.now() - start}),
    (error: unknown) => answer({fault: error instanceof Error ? error.message : String(error)}),
  )
})

function answer(message: WorkerAnswer): void {
  postMessage(message, {transfer: []})
}
