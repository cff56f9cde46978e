import {apiPaths, fileOperation, type Operation} from './operations.ts'
import {apiSchemas} from './schemas.ts'

/** Paths of the repository. A `path` may have slashes, which OpenAPI has no word for. */
const files: ReadonlyArray<
  readonly [path: string, operationId: string, summary: string, mediaType: string]
> = [
  ['/marrow-repository.json', 'marker', 'What tells that this is a repository', 'application/json'],
  ['/trust.{ending}', 'trust', 'The newest trust file: `dsse.json`, `pae`, `sig`', '*/*'],
  ['/roots/{version}.ndjson', 'root', 'A root file, from version 2 on', 'application/x-ndjson'],
  [
    '/audiences/{audience}/head.{ending}',
    'head',
    'The signed head: `dsse.json`, `pae`, `sig`',
    '*/*',
  ],
  ['/audiences/{audience}/index/{version}.{ending}', 'index', 'A signed index', '*/*'],
  [
    '/audiences/{audience}/feed/{page}.ndjson',
    'feedPage',
    'A page of the feed: 100 events',
    'application/x-ndjson',
  ],
  [
    '/audiences/{audience}/feed.{ending}',
    'feedView',
    'The newest events: `json` as JSON Feed, `atom`',
    '*/*',
  ],
  [
    '/audiences/{audience}/current/{name}.json',
    'pointer',
    'The signed entry of an article: `<article>.<language>`',
    'application/json',
  ],
  ['/bundles/{bundle}.zip', 'bundleZip', 'A bundle as a zip', 'application/zip'],
  ['/bundles/{bundle}/{path}', 'bundleFile', 'A file of a bundle, or its tombstone', '*/*'],
  ['/tombstones/{name}/{path}', 'tombstone', 'What is left of a withdrawn article', '*/*'],
  ['/latest/{path}', 'latest', 'Pages to browse; for the audience `all`', '*/*'],
  ['/views/{digest}/{path}', 'view', 'The same, under the name of their version', '*/*'],
]

const header = (name: string, description: string): object => ({
  in: 'header',
  name,
  description,
  schema: {type: 'string'},
})

/** The OpenAPI document of the delivery server. */
export function openapiDocument(): object {
  const paths: Record<string, Record<string, Operation>> = {...apiPaths}
  for (const [path, operationId, summary, mediaType] of files) {
    const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
    paths[path] = {get: fileOperation(operationId, summary, mediaType, parameters)}
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Marrow delivery',
      version: '1.0.0',
      summary: 'Signed medical articles for publishers',
      description:
        'A repository of signed files, with acknowledgements. Trust the signatures, not the server. Every GET answers HEAD too.',
      license: {name: 'MIT', identifier: 'MIT'},
    },
    servers: [{url: '/'}],
    security: [{token: []}],
    tags: [
      {name: 'API'},
      {name: 'Repository', description: 'Static files, under their own paths'},
      {name: 'People'},
      {name: 'Operator'},
    ],
    paths,
    components: {
      securitySchemes: {
        token: {type: 'http', scheme: 'bearer', description: '`mrw_` and 43 characters'},
        session: {type: 'apiKey', in: 'cookie', name: 'marrow_delivery'},
      },
      parameters: {
        'If-None-Match': header('If-None-Match', 'Strong validators that the client has'),
        'If-Match': header('If-Match', 'Strong validators of which one must hold'),
        Range: header('Range', 'One range of bytes; several give the whole file'),
        'If-Range': header('If-Range', 'The validator of the bytes that the client has'),
        'Accept-Encoding': header('Accept-Encoding', '`br` and `gzip`, for text'),
      },
      schemas: apiSchemas(),
    },
  }
}
