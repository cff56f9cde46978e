import {existsSync, readFileSync} from 'node:fs'
import {join, resolve} from 'node:path'

import {several} from '../arguments.ts'
import type {CommandInput} from '../command.ts'
import {writeDurably} from '../home/durable.ts'
import type {Home} from '../home/paths.ts'
import {oneLine} from '../terminal/printable.ts'

/** A repository that exports of this home wrote. */
interface ExportFolder {
  /** Absolute path. */
  out: string
  /** What the last export to it named; none where it was for everybody. */
  audiences: string[]
}

/** Remember where an export went, for those who have to take something out of it. */
export function keepExportFolder(home: Home, out: string, audiences: readonly string[] = []): void {
  const known = readFolders(home)
  const folders = [{out, audiences: [...audiences]}, ...known.filter((one) => one.out !== out)]
  if (JSON.stringify(folders) !== JSON.stringify(known)) writeFolders(home, folders)
}

/**
 * Repositories that this home wrote, the newest first.
 *
 * One that is not there any more is told on standard error, and forgotten.
 */
export function exportFolders({home, terminal}: CommandInput): string[] {
  const known = readFolders(home)
  const there = known.filter(({out}) => existsSync(out))
  for (const {out} of known.filter((one) => !there.includes(one))) {
    terminal.error(
      `The repository ${oneLine(out)} is not there any more and is forgotten; \`export --out ${oneLine(out)}\` makes it known again`,
    )
  }
  if (there.length < known.length) writeFolders(home, there)
  return there.map(({out}) => out)
}

/** Repositories that `--out` names, which may be given several times; else all that this home wrote, else `out/`. */
export function chosenFolders(input: CommandInput): string[] {
  const named = several(input, 'out')
  if (named.length > 0) return named.map((dir) => resolve(dir))
  const known = exportFolders(input)
  return known.length > 0 ? known : [resolve('out')]
}

/** What writes each of these repositories anew, for the audiences that it has. */
export function exportCommands(home: Home): string[] {
  const folders = readFolders(home).filter(({out}) => existsSync(out))
  const wishes = folders.map(({out, audiences}) =>
    ['', ...audiences.map((name) => `--audience ${name}`), `--out ${out}`].join(' '),
  )
  return (wishes.length > 0 ? wishes : ['']).map((wish) => `npm run marrow -- export${wish}`)
}

function readFolders(home: Home): ExportFolder[] {
  const path = pathOf(home)
  if (!existsSync(path)) return []
  const kept = JSON.parse(readFileSync(path, 'utf8')) as {
    out?: unknown
    repositories?: ExportFolder[]
  }
  // Format 1 knew the last one alone.
  if (typeof kept.out === 'string') return [{out: kept.out, audiences: []}]
  return kept.repositories ?? []
}

function writeFolders(home: Home, repositories: readonly ExportFolder[]): void {
  writeDurably(pathOf(home), `${JSON.stringify({format: 2, repositories})}\n`, 0o600)
}

function pathOf({delivery}: Home): string {
  return join(delivery, 'last-export.json')
}
