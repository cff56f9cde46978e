import {createHash} from 'node:crypto'
import {existsSync, readFileSync, renameSync} from 'node:fs'
import {dirname} from 'node:path'

import type {Store} from '#lake'
import type {RawDocument} from '#pipeline'

import {CommandError} from '../fault.ts'
import {syncPath} from '../home/durable.ts'
import {readHistory, type Change} from '../home/history.ts'
import type {Home} from '../home/paths.ts'
import {parseDataset} from '../sources/parse-dataset.ts'
import {lakeDataset} from './lake-home.ts'
import {loadDocuments} from './load-documents.ts'

/** Author of what the home has no record of. */
const unrecorded = 'unrecorded'

/** The transaction that says which dataset was taken over. */
const record = 'home-taken-over'

/**
 * Take the dataset of an NDJSON home over into its lake, with the record of who changed what.
 *
 * One transaction of the store, then the files get the names of backups (`…-before-lake.ndjson`):
 * nobody writes to the old dataset any more. A process that is killed leaves nothing or all of it in
 * the lake; the next run renames what is left.
 *
 * @returns How many documents were taken over just now.
 * @throws `data` where the lake has documents that are not from this dataset.
 */
export function takeOver(
  home: Home,
  store: Store,
  options: {publicUrl: string; at: string},
): number {
  if (!store.datasets().includes(lakeDataset)) store.createDataset(lakeDataset)
  if (!existsSync(home.dataset)) return 0
  const bytes = readFileSync(home.dataset)
  const digest = createHash('sha256').update(bytes).digest('hex')
  const taken = store.write(lakeDataset, (tx) => {
    if (tx.answer(record)?.request === digest) return 0
    if (tx.count() > 0 || tx.lastSeq() > 0) throw diverged(home)
    const documents = new Map(
      parseDataset(bytes, home.dataset).map((document) => [document._id, document]),
    )
    const changes = [...readHistory(home), ...unrecordedChanges(home, documents, options.at)]
    const count = loadDocuments(tx, documents, changes, options.publicUrl)
    tx.record({id: record, author: unrecorded, at: options.at, changes: [], request: digest})
    return count
  })
  // The dataset goes last: as long as it is there, the take-over is not done.
  putAway(home.history)
  putAway(home.dataset)
  return taken
}

/** Changes for documents of which the home does not say who wrote them. */
function unrecordedChanges(
  home: Home,
  documents: ReadonlyMap<string, RawDocument>,
  at: string,
): Change[] {
  const recorded = new Set(readHistory(home).map(({document}) => document))
  return [...documents.keys()]
    .filter((document) => !recorded.has(document))
    .map((document) => ({document, author: unrecorded, at}))
}

/** Name a file as the backup that it is now; an earlier backup stays. */
function putAway(path: string): void {
  if (!existsSync(path)) return
  const name = (count: number) =>
    path.replace(/\.ndjson$/, `-before-lake${count > 1 ? `-${count}` : ''}.ndjson`)
  let count = 1
  while (existsSync(name(count))) count += 1
  renameSync(path, name(count))
  syncPath(dirname(path))
}

function diverged({dataset}: Home): CommandError {
  return new CommandError(
    'data',
    `${dataset} is not the dataset that the lake of this home came from: move it elsewhere, then \`lake import\` it if its documents should be in the lake`,
  )
}
