import type {StoreRequest} from './documents.ts'
import type {Job} from './evaluate-query.ts'

/** A job, without what the evaluator knows itself. */
export type PoolJob = Omit<Job, 'timeoutMs' | 'maxResultBytes'>

/** A result, as JSON. */
export interface JobResult {
  json: string
  /** From when the query was taken in hand. */
  ms: number
}

/** What evaluates queries. */
export interface QueryEvaluator {
  /** Evaluate a query; `answer` gets documents for it. */
  run(job: PoolJob, answer: (request: StoreRequest) => string): Promise<JobResult>
  close(): void
}
