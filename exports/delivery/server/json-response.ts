import type {Call} from './call.ts'
import {contentOf} from './content.ts'
import {respond} from './respond.ts'

/** Answer a value as JSON: compressed where that helps, and not at all where the client has it. */
export function jsonResponse(
  {request}: Pick<Call, 'request'>,
  value: unknown,
  cacheControl: string,
): Promise<Response> {
  const bytes = new TextEncoder().encode(`${JSON.stringify(value)}\n`)
  return respond(request, contentOf(bytes), {mediaType: 'application/json', cacheControl})
}
