import {STATUS_CODES} from 'node:http'

import {LakeError} from '../lake-error.ts'

/** A refusal of a request as such, in the shape that Sanity's servers use outside of the data API. */
export class HttpError extends LakeError {
  /** Headers that the answer needs beside the usual ones. */
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: string,
    message: string,
    options: ErrorOptions & {headers?: Record<string, string>} = {},
  ) {
    super(status, code, message, options)
    this.headers = options.headers ?? {}
  }

  override toBody(): {error: Record<string, unknown>} {
    const body = {
      statusCode: this.status,
      error: STATUS_CODES[this.status] ?? 'Error',
      message: this.message,
      errorCode: this.type,
    }
    return body as unknown as {error: Record<string, unknown>}
  }
}

/** 401, as the Studio knows it: it shows its login screen. */
export function unauthorized(message: string): HttpError {
  return new HttpError(401, 'SIO-401-ANF', message, {headers: {'www-authenticate': 'Bearer'}})
}
