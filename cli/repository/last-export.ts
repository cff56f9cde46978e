import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {writeDurably} from '../home/durable.ts'
import type {Home} from '../home/paths.ts'

/** Remember where the last export went, for those who have to take something out of it. */
export function keepExportFolder(home: Home, out: string): void {
  if (lastExportFolder(home) === out) return
  writeDurably(pathOf(home), `${JSON.stringify({format: 1, out})}\n`, 0o600)
}

/** Folder of the last export; undefined where it is not known, or not there any more. */
export function lastExportFolder(home: Home): string | undefined {
  const path = pathOf(home)
  if (!existsSync(path)) return undefined
  const {out} = JSON.parse(readFileSync(path, 'utf8')) as {out?: unknown}
  return typeof out === 'string' && existsSync(out) ? out : undefined
}

function pathOf({delivery}: Home): string {
  return join(delivery, 'last-export.json')
}
