import type {Call} from './call.ts'
import {contentOf, type Content} from './content.ts'
import {respond} from './respond.ts'

/** Answer a value as JSON: compressed where that helps, and not at all where the client has it. */
export function jsonResponse(
  {request}: Pick<Call, 'request'>,
  value: unknown,
  cacheControl: string,
): Promise<Response> {
  return respond(request, jsonContent(value), {
    mediaType: 'application/json',
    cacheControl,
    isWhole: true,
  })
}

/** A value as JSON, to be answered. */
export function jsonContent(value: unknown): Content {
  return contentOf(new TextEncoder().encode(`${JSON.stringify(value)}\n`))
}
