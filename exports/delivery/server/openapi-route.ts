import {limitStranger} from './authenticate.ts'
import type {Call} from './call.ts'
import {contentOf, type Content} from './content.ts'
import {openapiDocument} from './openapi/document.ts'
import {respond} from './respond.ts'

let content: Content | undefined

/** Give the OpenAPI document: to everybody. */
export async function openapiRoute(call: Call): Promise<Response> {
  limitStranger(call)
  content ??= contentOf(new TextEncoder().encode(`${JSON.stringify(openapiDocument(), null, 2)}\n`))
  return respond(call.request, content, {
    mediaType: 'application/json',
    cacheControl: 'public, max-age=300',
    isWhole: true,
    headers: {vary: 'Accept-Encoding'},
  })
}
