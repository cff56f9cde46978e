import {repositorySchema} from '../../../repository/format/parse-signed.ts'
import {ackSchema} from '../acks-route.ts'

const text = {type: 'string'} as const
const whole = {type: 'integer', minimum: 0} as const
const links = {type: 'object', additionalProperties: {type: 'string', format: 'uri-reference'}}

const object = (properties: Record<string, object>, optional: readonly string[] = []): object => ({
  type: 'object',
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
})

export const ref = (name: string): object => ({$ref: `#/components/schemas/${name}`})

/** Schemas of what the server answers; those of the repository are the published ones. */
export function apiSchemas(): Record<string, object> {
  return {
    ...repositorySchemas(),
    ack: ackSchema,
    acknowledged: object({
      acknowledged: {...whole, description: 'last event that counts as taken over; 0 for none'},
      at: {type: ['string', 'null'], format: 'date-time'},
    }),
    changes: object({
      audience: text,
      events: {type: 'array', items: ref('event')},
      next: {...whole, description: 'the cursor to ask with next'},
      more: {type: 'boolean', description: 'whether there are further events already'},
      head: object({seq: whole, hash: text}),
    }),
    listed: object(
      {
        entry: ref('entry'),
        title: {type: ['string', 'null']},
        hasRunOut: {
          const: true,
          description: 'its sign-offs have ended: nobody may show it; it has no formats',
        },
        formats: {
          type: 'array',
          items: object({
            name: text,
            mediaType: text,
            href: {type: 'string', format: 'uri-reference'},
          }),
        },
        links,
      },
      ['hasRunOut'],
    ),
    manifest: object({
      audience: text,
      publisher: ref('publisher'),
      sample: {type: 'boolean'},
      expires: {type: 'string', format: 'date-time', description: 'of the head'},
      index: {...whole, description: 'version of the index'},
      seq: {...whole, description: 'last event of the feed'},
      links,
      articles: {type: 'array', items: ref('listed')},
    }),
    health: object({status: {type: 'string', enum: ['ok', 'no-repository']}}),
    problem: object(
      {
        type: text,
        title: text,
        status: {type: 'integer', minimum: 400, maximum: 599},
        code: {type: 'string', description: 'stable, for programs'},
        detail: text,
        head: {...whole, description: 'of `cursor-ahead`: last event of the feed'},
        available: {type: 'array', description: 'of `format-unavailable`, `language-needed`'},
      },
      ['head', 'available'],
    ),
    envelope: {
      type: 'object',
      description: 'A DSSE envelope: base64 payload, its type, signatures',
      required: ['payload', 'payloadType', 'signatures'],
      properties: {payload: text, payloadType: text, signatures: {type: 'array', minItems: 1}},
    },
  }
}

/** The definitions of the published schema, with references that hold here. */
function repositorySchemas(): Record<string, object> {
  const moved = JSON.stringify(repositorySchema.$defs).replaceAll(
    '"#/$defs/',
    '"#/components/schemas/',
  )
  return JSON.parse(moved) as Record<string, object>
}
