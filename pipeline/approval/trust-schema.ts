import schema from './trust.schema.json' with {type: 'json'}

import type {JsonSchema} from './schema-problems.ts'

/** The published JSON Schema of the trust file. */
export const trustSchema: JsonSchema = schema
