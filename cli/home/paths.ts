import {join, resolve} from 'node:path'

/** Where local state lives. */
export interface Home {
  dir: string
  /** A dataset from before there was a lake, until that takes it over. */
  dataset: string
  /** Assets, under their Sanity file names. */
  assets: string
  /** Who changed which document of it when. */
  history: string
  ledger: string
  /** Newest trust file. */
  trust: string
  /** The publisher's public root key. */
  rootKey: string
  /** Root files from version 2 on, where the root key was changed. */
  roots: string
  keys: string
  /** Statements that were signed while the lake could not be reached. */
  statements: string
  /** Every bundle that ever went out, as a zip. */
  archive: string
  /** What delivery to publishers goes by and remembers. */
  delivery: string
  /** Settings of delivery. */
  deliverySettings: string
  /** Record of source checks. */
  sourceChecks: string
}

/**
 * Name the files of a home.
 *
 * @param env
 *   `MARROW_HOME` names the folder; `.marrow` below the working folder where it is unset.
 */
export function homeAt(env: NodeJS.ProcessEnv): Home {
  const dir = resolve(env['MARROW_HOME'] || '.marrow')
  return {
    dir,
    dataset: join(dir, 'dataset.ndjson'),
    assets: join(dir, 'assets'),
    history: join(dir, 'history.ndjson'),
    ledger: join(dir, 'ledger.ndjson'),
    trust: join(dir, 'trust.dsse.json'),
    rootKey: join(dir, 'root.pub'),
    roots: join(dir, 'roots'),
    keys: join(dir, 'keys'),
    statements: join(dir, 'statements'),
    archive: join(dir, 'archive', 'bundles'),
    delivery: join(dir, 'delivery'),
    deliverySettings: join(dir, 'delivery.json'),
    sourceChecks: join(dir, 'source-checks.json'),
  }
}
