import {statementSchema} from './statement-schema.ts'

const tag = new RegExp(statementSchema.$defs?.['language']?.pattern ?? '(?!)', 'u')

/** Tell whether a value is a language tag that a statement can name: then it is safe in a path. */
export function isLanguageTag(value: unknown): value is string {
  return typeof value === 'string' && tag.test(value)
}
