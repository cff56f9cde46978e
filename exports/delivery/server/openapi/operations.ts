import {ref} from './schemas.ts'

/** An operation of the OpenAPI document. */
export interface Operation {
  operationId: string
  summary: string
  description?: string
  tags: string[]
  security?: Array<Record<string, string[]>>
  parameters?: object[]
  requestBody?: object
  responses: Record<string, object>
}

const json = (schema: object): object => ({'application/json': {schema}})
const problem = (description: string): object => ({
  description,
  content: {'application/problem+json': {schema: ref('problem')}},
})
const bytes = (mediaType: string): object => ({[mediaType]: {}})

/** What every address may answer. */
const anywhere = {
  '400': problem('Malformed, or a token in the address'),
  '405': problem('`Allow` says what the address takes'),
  '414': problem('The address is too long'),
  '429': problem('Too many requests, or failed attempts: `Retry-After` says when'),
  '500': problem('A fault of the server'),
  '503': problem('The server is stopping, or cannot reach its files now: `Retry-After` says when'),
}
const withToken = {
  ...anywhere,
  '401': problem('No token, or one that does not count'),
  '404': problem('Nothing is there for this token'),
}
const gone = {
  description: 'Withdrawn: the signed tombstone',
  content: {...json(ref('envelope')), 'text/html': {schema: {type: 'string'}}},
}
const notModified = {description: 'The client has it: `If-None-Match`'}
const readable = {...withToken, '304': notModified, '412': problem('`If-Match` does not hold')}
const inPart = {
  ...readable,
  '410': gone,
  '416': problem('It has no such bytes'),
}

const query = (name: string, schema: object, description: string): object => ({
  in: 'query',
  name,
  schema,
  description,
})
const conditions = ['If-None-Match', 'If-Match', 'Range', 'If-Range', 'Accept-Encoding'].map(
  (name) => ({$ref: `#/components/parameters/${name}`}),
)

/** The operations of the API itself, by path and method. */
export const apiPaths: Record<string, Record<string, Operation>> = {
  '/v1/changes': {
    get: {
      operationId: 'changes',
      summary: 'Events after a cursor',
      description:
        'A page of events, or with `Accept: text/event-stream` a stream of them (SSE): `id` is the event’s number, `event` its type, `data` the event. A stream that is cut is taken up with `Last-Event-ID`; a comment comes at least every 15 seconds.',
      tags: ['API'],
      parameters: [
        query('since', {type: 'integer', minimum: 0}, 'last event that is known; 0 from the start'),
        query('limit', {type: 'integer', minimum: 1, maximum: 1000, default: 100}, 'most events'),
        query(
          'wait',
          {type: 'integer', minimum: 0, maximum: 60, default: 0},
          'seconds to wait for the next event where there is none',
        ),
        {in: 'header', name: 'Last-Event-ID', schema: {type: 'integer', minimum: 0}},
      ],
      responses: {
        ...readable,
        '200': {
          description: 'Events in their order',
          content: {...json(ref('changes')), 'text/event-stream': {schema: {type: 'string'}}},
        },
        '409': problem('The cursor is beyond the feed: read the index anew'),
      },
    },
  },
  '/v1/acks': {
    post: {
      operationId: 'acknowledge',
      summary: 'Say what was done with the events up to one',
      description:
        'Idempotent. `applied` counts for all events up to `seq` and only ever rises; `failed` is kept beside it and acknowledges nothing.',
      tags: ['API'],
      parameters: [
        query('audience', {type: 'string'}, 'of whose feed; where it is another one, 404'),
      ],
      requestBody: {required: true, content: json(ref('ack'))},
      responses: {
        ...withToken,
        '200': {description: 'What counts now', content: json(ref('acknowledged'))},
        '403': problem('A browser’s session does not acknowledge'),
        '408': problem('The body came too slowly'),
        '409': problem('There is no such event yet'),
        '413': problem('The body is too large'),
        '415': problem('The body is not plain JSON'),
      },
    },
  },
  '/v1/manifest': {
    get: {
      operationId: 'manifest',
      summary: 'All that this token may have, with titles and links',
      tags: ['API'],
      responses: {...readable, '200': {description: 'The list', content: json(ref('manifest'))}},
    },
  },
  '/v1/articles/{id}': {
    get: {
      operationId: 'article',
      summary: 'The latest approved edition of an article',
      description:
        'In the format that `Accept` or `format` asks for. `Content-Location` is where it lies in its bundle: pictures are relative to that. `Link: rel="enclosure"` is the signed bundle.',
      tags: ['API'],
      parameters: [
        {in: 'path', name: 'id', required: true, schema: {type: 'string'}},
        query('language', {type: 'string'}, 'such as `en`; else `Accept-Language` decides'),
        query(
          'format',
          {type: 'string'},
          'name of a format, such as `jats`; counts before `Accept`',
        ),
        ...conditions,
      ],
      responses: {
        ...inPart,
        '200': {description: 'The article', content: bytes('*/*')},
        '206': {description: 'A part of it', content: bytes('*/*')},
        '406': problem('Not in such a format: `available` lists what there is'),
      },
    },
  },
  '/health': {
    get: {
      operationId: 'health',
      summary: 'Whether it runs and has a repository',
      tags: ['Operator'],
      security: [],
      responses: {
        ...anywhere,
        '200': {description: 'It runs', content: json(ref('health'))},
        '503': {
          description: 'It has no repository or cannot reach it, or is stopping',
          content: {
            ...json(ref('health')),
            'application/problem+json': {schema: ref('problem')},
          },
        },
      },
    },
  },
  '/metrics': {
    get: {
      operationId: 'metrics',
      summary: 'Counters in Prometheus’ text format',
      description: 'For this machine, where no proxy is in front, and for the operator’s token.',
      tags: ['Operator'],
      security: [{token: []}, {}],
      responses: {
        ...anywhere,
        '200': {description: 'Metrics', content: bytes('text/plain')},
        '401': problem('A token that does not count'),
        '403': problem('Not the operator'),
      },
    },
  },
  '/openapi.json': {
    get: {
      operationId: 'openapi',
      summary: 'This document',
      tags: ['Operator'],
      security: [],
      responses: {
        ...anywhere,
        '200': {description: 'OpenAPI 3.1', content: json({type: 'object'})},
        '304': notModified,
        '412': problem('`If-Match` does not hold'),
      },
    },
  },
  '/': {
    get: {
      operationId: 'page',
      summary: 'A page for people: a login, or what there is',
      tags: ['People'],
      security: [{session: []}, {token: []}, {}],
      parameters: [
        query('article', {type: 'string'}, 'preview this one'),
        query('language', {type: 'string'}, 'in this language'),
        query('format', {type: 'string'}, 'in this format'),
      ],
      responses: {
        ...anywhere,
        '200': {description: 'A page', content: bytes('text/html')},
        '404': problem('There is no such article'),
      },
    },
  },
  '/login': {
    post: {
      operationId: 'login',
      summary: 'Start a browser’s session',
      description: 'The form of the page alone: `Origin` must be the server’s.',
      tags: ['People'],
      security: [],
      requestBody: {
        required: true,
        content: {
          'application/x-www-form-urlencoded': {
            schema: {type: 'object', required: ['token'], properties: {token: {type: 'string'}}},
          },
        },
      },
      responses: {
        ...anywhere,
        '303': {description: 'Logged in: a cookie, and back to the page'},
        '401': {description: 'The token does not count', content: bytes('text/html')},
        '403': problem('The form is of another page'),
        '408': problem('The body came too slowly'),
        '413': problem('The body is too large'),
        '415': problem('It is no form'),
      },
    },
  },
  '/logout': {
    post: {
      operationId: 'logout',
      summary: 'End a browser’s session',
      tags: ['People'],
      security: [],
      responses: {
        ...anywhere,
        '303': {description: 'Logged out'},
        '403': problem('The form is of another page'),
      },
    },
  },
}

/** A path of the repository: a file, whole or in part. */
export function fileOperation(
  operationId: string,
  summary: string,
  mediaType: string,
  parameters: readonly string[],
): Operation {
  return {
    operationId,
    summary,
    tags: ['Repository'],
    security: [{token: []}, {session: []}],
    parameters: [
      ...parameters.map((name) => ({in: 'path', name, required: true, schema: {type: 'string'}})),
      ...conditions,
    ],
    responses: {
      ...inPart,
      '200': {description: 'The file', content: bytes(mediaType)},
      '206': {description: 'A part of it', content: bytes(mediaType)},
      '308': {description: 'A folder: its address ends with a slash'},
    },
  }
}
