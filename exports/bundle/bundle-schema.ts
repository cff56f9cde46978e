import type {JsonSchema} from '#pipeline'

import schema from './bundle.schema.json' with {type: 'json'}

/** The published JSON Schema of a bundle's manifest. */
export const bundleSchema: JsonSchema = schema
