import type {JsonSchema} from '#pipeline'

import schema from './notice.schema.json' with {type: 'json'}

/** The published JSON Schema of the `article.json` that stands where an edition was taken out. */
export const noticeSchema: JsonSchema & {readonly $id: string} = schema
