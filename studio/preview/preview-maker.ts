import type {PreviewJob, PreviewResult} from './preview-job.ts'
import type {WorkerAnswer} from './preview-worker.ts'

/** Makes previews, one at a time, beside the page that people type in. */
export interface PreviewMaker {
  /**
   * Make a preview. Only the newest job counts: one that waits is given up for the next.
   *
   * @returns Null when a newer job took its place.
   * @throws `Error` when the worker failed.
   */
  make(job: PreviewJob): Promise<(PreviewResult & {ms: number}) | null>
  close(): void
}

interface Waiting {
  job: PreviewJob
  resolve: (made: Awaited<ReturnType<PreviewMaker['make']>>) => void
  reject: (error: Error) => void
}

/** @param start Starts a worker: `preview-worker.ts`. */
export function previewMaker(start: () => Worker): PreviewMaker {
  let worker: Worker | null = null
  let running: Waiting | null = null
  let waiting: Waiting | null = null

  const next = (): void => {
    running = waiting
    waiting = null
    if (!running) return
    worker ??= started()
    worker.postMessage(running.job, [])
  }
  const started = (): Worker => {
    const made = start()
    made.addEventListener('message', ({data}: MessageEvent<WorkerAnswer>) => {
      if ('fault' in data) running?.reject(new Error(data.fault))
      else running?.resolve({...data.result, ms: data.ms})
      next()
    })
    made.addEventListener('error', (event) => {
      event.preventDefault()
      running?.reject(new Error(event.message || 'the preview could not be started'))
      worker?.terminate()
      worker = null
      next()
    })
    return made
  }

  return {
    make: (job) =>
      new Promise((resolve, reject) => {
        waiting?.resolve(null)
        waiting = {job, resolve, reject}
        if (!running) next()
      }),
    close() {
      worker?.terminate()
      for (const each of [running, waiting]) each?.resolve(null)
      worker = running = waiting = null
    },
  }
}
