import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import type {TestProject} from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder for what is made once a run and then only read. */
    runFolder: string
  }
}

/** Make a folder for the run, and remove it after the run. */
export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'marrow-run-'))
  project.provide('runFolder', folder)
  return () => rmSync(folder, {recursive: true, force: true})
}
