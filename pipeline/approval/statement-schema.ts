import schema from './statement.schema.json' with {type: 'json'}

import type {JsonSchema} from './schema-problems.ts'

/** The published JSON Schema of a statement. */
export const statementSchema: JsonSchema = schema
