import type {JsonSchema} from '#pipeline'

import schema from './index.schema.json' with {type: 'json'}

/** The published JSON Schema of a repository's index. */
export const indexSchema: JsonSchema = schema
