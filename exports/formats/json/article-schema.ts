import schema from './article.schema.json' with {type: 'json'}

/** The published JSON Schema of `article.json`. */
export const articleSchema: {readonly $id: string} = schema

/** Address that names the schema, and the major version with it. */
export const schemaId = articleSchema.$id
