import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import type {Home} from './paths.ts'

/** Texts of the home's root files from version 2 on, in order; none where the root never changed. */
export function readRootFiles(home: Home): string[] {
  const texts: string[] = []
  for (let version = 2; existsSync(rootFilePath(home, version)); version += 1) {
    texts.push(readFileSync(rootFilePath(home, version), 'utf8'))
  }
  return texts
}

/** @param version From 2. */
export function rootFilePath({roots}: Home, version: number): string {
  return join(roots, `${version}.ndjson`)
}
