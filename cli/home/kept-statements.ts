import {existsSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {join} from 'node:path'

import {statementId, type RawDocument, type StatementDocument} from '#pipeline'
import {compareText, JsonError, parseStrictJson} from '#schemas'

import {CommandError} from '../fault.ts'
import {syncPath, writeDurably} from './durable.ts'
import type {Home} from './paths.ts'

/** Keep a statement until the lake can be reached. */
export function keepStatement(home: Home, document: StatementDocument): void {
  writeDurably(pathOf(home, document), `${JSON.stringify(document)}\n`)
}

/** Forget one that the lake has now. */
export function forgetStatement(home: Home, document: Pick<RawDocument, '_id'>): void {
  rmSync(pathOf(home, document), {force: true})
  syncPath(home.statements)
}

/**
 * Read the statements that were signed while the lake could not be reached; nothing in them is believed
 * without its signature.
 *
 * @throws `data` that names a file that is not a statement.
 */
export async function readKeptStatements(home: Home): Promise<StatementDocument[]> {
  if (!existsSync(home.statements)) return []
  const names = readdirSync(home.statements).filter((name) => name.endsWith('.json'))
  return Promise.all(
    names.toSorted(compareText).map((name) => readStatement(join(home.statements, name), name)),
  )
}

async function readStatement(path: string, name: string): Promise<StatementDocument> {
  const value = parse(path)
  const {_id, _type, envelope} = value
  const isWhole = _type === 'statement' && typeof envelope === 'string' && `${_id}.json` === name
  if (isWhole && (await statementId(envelope)) === _id) return value as StatementDocument
  throw new CommandError(
    'data',
    `${path} is not the statement that its name says: put it back from a copy, or remove it`,
  )
}

function parse(path: string): Partial<RawDocument> {
  try {
    return parseStrictJson(readFileSync(path, 'utf8'), {name: path}) as Partial<RawDocument>
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    throw new CommandError('data', error.message, {cause: error})
  }
}

function pathOf({statements}: Home, {_id}: Pick<RawDocument, '_id'>): string {
  return join(statements, `${_id}.json`)
}
