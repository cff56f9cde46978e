import {mutationError} from '../lake-error.ts'
import {limits} from './limits.ts'
import type {MutationRequest, NewDocument, PatchOperations, QuerySelection} from './mutation.ts'

/**
 * Read the mutations of a request.
 *
 * @throws {LakeError} 400 that names the mutation (counted from 0) and what is wrong with it.
 */
export function parseMutations(value: unknown): MutationRequest[] {
  if (!Array.isArray(value)) throw invalid('`mutations` must be an array')
  if (value.length > limits.mutations) {
    throw invalid(`A request may have ${limits.mutations} mutations, this one has ${value.length}`)
  }
  return value.map(parseMutation)
}

/** Read what a patch does; `id`, `query` and `params` are left to the caller. */
export function parsePatchOperations(value: unknown, index?: number): PatchOperations {
  if (!isRecord(value)) throw invalid('A patch must be an object', index)
  const operations: PatchOperations = {}
  for (const [name, operand] of Object.entries(value)) {
    switch (name) {
      case 'id':
      case 'query':
      case 'params':
        break
      case 'set':
      case 'setIfMissing':
        operations[name] = record(operand, name, index)
        break
      case 'inc':
      case 'dec':
        operations[name] = recordOf(operand, name, 'number', index)
        break
      case 'diffMatchPatch':
        operations[name] = recordOf(operand, name, 'string', index)
        break
      case 'unset':
        operations.unset = strings(operand, 'unset', index)
        break
      case 'insert':
        operations.insert = insertion(operand, index)
        break
      case 'ifRevisionID':
      case 'ifRevisionId':
        if (typeof operand !== 'string') throw invalid('`ifRevisionID` must be a string', index)
        operations.ifRevisionID = operand
        break
      default:
        throw invalid(`A patch cannot \`${name}\``, index)
    }
  }
  return operations
}

function parseMutation(value: unknown, index: number): MutationRequest {
  if (!isRecord(value)) throw invalid('A mutation must be an object', index)
  const [name, ...others] = Object.keys(value)
  if (name === undefined || others.length > 0) {
    throw invalid('A mutation must have exactly one operation', index)
  }
  const operand = value[name]
  switch (name) {
    case 'create':
      return {create: newDocument(operand, name, index)}
    case 'createOrReplace':
      return {createOrReplace: newDocument(operand, name, index)}
    case 'createIfNotExists':
      return {createIfNotExists: newDocument(operand, name, index)}
    case 'delete':
      return {delete: selection(operand, name, index)}
    case 'patch':
      return {
        patch: {
          select: selection(operand, name, index),
          operations: parsePatchOperations(operand, index),
        },
      }
    default:
      throw invalid(`There is no mutation \`${name}\``, index)
  }
}

/** Read a document to be written; its contents are checked where it is. */
export function newDocument(value: unknown, name: string, index?: number): NewDocument {
  if (!isRecord(value)) throw invalid(`\`${name}\` needs a document`, index)
  const {_id, _type} = value
  if (typeof _type !== 'string' || _type === '') {
    throw invalid(`\`${name}\` needs a document with a \`_type\``, index)
  }
  if (_id !== undefined && typeof _id !== 'string') throw invalid('`_id` must be a string', index)
  if (_id === undefined && name !== 'create') throw invalid(`\`${name}\` needs an \`_id\``, index)
  return value as NewDocument
}

function selection(value: unknown, name: string, index: number): {ids: string[]} | QuerySelection {
  if (!isRecord(value)) throw invalid(`\`${name}\` must be an object`, index)
  const {id, query, params} = value
  if ((id === undefined) === (query === undefined)) {
    throw invalid(`\`${name}\` needs an \`id\` or a \`query\``, index)
  }
  if (id !== undefined) return {ids: typeof id === 'string' ? [id] : strings(id, 'id', index)}
  if (typeof query !== 'string') throw invalid('`query` must be a string', index)
  return {query, params: params === undefined ? {} : record(params, 'params', index)}
}

function insertion(value: unknown, index?: number): NonNullable<PatchOperations['insert']> {
  const fields = record(value, 'insert', index)
  const places = (['before', 'after', 'replace'] as const).filter((place) => place in fields)
  const [place] = places
  if (!place || places.length > 1) {
    throw invalid('`insert` needs one of `before`, `after` and `replace`', index)
  }
  const path = fields[place]
  const {items} = fields
  if (typeof path !== 'string') throw invalid(`\`insert.${place}\` must be a path`, index)
  if (!Array.isArray(items)) throw invalid('`insert.items` must be an array', index)
  return {[place]: path, items: items as unknown[]}
}

function record(value: unknown, name: string, index?: number): Record<string, unknown> {
  if (!isRecord(value)) throw invalid(`\`${name}\` must be an object`, index)
  return value
}

function recordOf<Kind extends 'number' | 'string'>(
  value: unknown,
  name: string,
  kind: Kind,
  index?: number,
): Record<string, Kind extends 'number' ? number : string> {
  const fields = record(value, name, index)
  for (const [path, operand] of Object.entries(fields)) {
    if (typeof operand !== kind) throw invalid(`\`${name}\` of "${path}" must be a ${kind}`, index)
  }
  return fields as Record<string, Kind extends 'number' ? number : string>
}

function strings(value: unknown, name: string, index?: number): string[] {
  if (!Array.isArray(value) || value.some((item) => typeof item !== 'string')) {
    throw invalid(`\`${name}\` must be an array of strings`, index)
  }
  return value as string[]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(description: string, index?: number) {
  return mutationError(400, 'validationError', description, index === undefined ? {} : {index})
}
