import {LakeError} from '../lake-error.ts'

/** A fault of a query as it crosses from the evaluating process: plain JSON. */
export interface QueryFault {
  status: number
  type: string
  description: string
  /** UTF-16 offsets in the query, for the clients' caret. */
  start?: number
  end?: number
  /** Time of a processor that the query took until then. */
  cpuMs?: number
}

/** Thrown while a query is read, planned or evaluated. */
export class QueryFaultError extends Error {
  override readonly name = 'QueryFaultError'
  readonly fault: QueryFault

  constructor(fault: QueryFault, options?: ErrorOptions) {
    super(fault.description, options)
    this.fault = fault
  }
}

/** Make the error of a query that cannot be read, with the place where that shows. */
export function parseFault(
  description: string,
  start: number,
  end: number,
  cause?: unknown,
): QueryFaultError {
  return new QueryFaultError(
    {status: 400, type: 'queryParseError', description, start, end},
    {cause},
  )
}

/** Make the error of a query that asks for more than a limit allows. */
export function limitFault(description: string, cause?: unknown): QueryFaultError {
  return new QueryFaultError({status: 400, type: 'queryLimitError', description}, {cause})
}

/** The fault of a query that takes too long. */
export const overdue: QueryFault = {
  status: 504,
  type: 'queryTimeoutError',
  description: 'The query takes longer than is allowed',
}

/** Turn a fault into the lake's refusal, in the shape that Sanity's clients print. */
export function toLakeError(fault: QueryFault, query: string): LakeError {
  const {status, type, description, start, end} = fault
  return new LakeError(status, type, description, {
    fields: {query, ...(start === undefined ? {} : {start, end: end ?? start})},
  })
}
