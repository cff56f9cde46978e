import {JsonError} from '#schemas'

import {AccountError} from '../access/account-error.ts'
import {LakeError} from '../lake-error.ts'
import {HttpError} from './http-error.ts'

/** Answer with JSON. */
export function json(value: unknown, init: ResponseInit = {}): Response {
  return jsonText(JSON.stringify(value), init)
}

/** Answer with JSON that is written already. */
export function jsonText(text: string, init: ResponseInit = {}): Response {
  const headers = new Headers(init.headers)
  headers.set('content-type', 'application/json; charset=utf-8')
  return new Response(text, {...init, headers})
}

/** Turn what was thrown into the refusal to answer with: 500 for what nobody expected. */
export function toRefusal(error: unknown, trace: string): LakeError {
  if (error instanceof LakeError) return error
  if (error instanceof JsonError) {
    return new HttpError(400, `json-${error.code}`, error.message, {cause: error})
  }
  if (error instanceof AccountError) {
    return new HttpError(400, error.code, error.message, {cause: error})
  }
  if (error instanceof URIError) {
    return new HttpError(400, 'path-escape', 'The path has a broken escape', {cause: error})
  }
  return new HttpError(500, 'internal', `The lake failed; its log tells why (trace ${trace})`, {
    cause: error,
  })
}

/** The answer for a refusal, in Sanity's shape. */
export function refusalResponse(refusal: LakeError): Response {
  const headers = refusal instanceof HttpError ? refusal.headers : {}
  return json(refusal.toBody(), {status: refusal.status, headers})
}
