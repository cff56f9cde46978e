import {evaluateQuery} from './evaluate-query.ts'
import {installGlob} from './glob.ts'
import {QueryFaultError, toLakeError} from './query-error.ts'
import type {QueryEvaluator} from './query-evaluator.ts'

/**
 * Evaluates queries here and now.
 *
 * For programs that ask their own queries only: nothing ends one that takes too long. It spares them
 * the start of a process.
 */
export function evaluateInThisThread({
  maxResultBytes = 32_000_000,
}: {maxResultBytes?: number} = {}): QueryEvaluator {
  installGlob()
  return {
    async run(job, answer) {
      const started = performance.now()
      try {
        const json = evaluateQuery({...job, maxResultBytes, timeoutMs: 0}, answer)
        return {json, ms: performance.now() - started}
      } catch (error) {
        if (error instanceof QueryFaultError) throw toLakeError(error.fault, job.query)
        throw error
      }
    },
    close() {},
  }
}
