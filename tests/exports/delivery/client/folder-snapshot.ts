import {lstatSync, readdirSync, readFileSync, readlinkSync} from 'node:fs'
import {join} from 'node:path'

/** Everything in a folder that is not work in progress: bytes of files, targets of links. */
export function snapshot(dir: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of readdirSync(dir, {recursive: true, encoding: 'utf8'}).toSorted()) {
    if (name.startsWith('.')) continue
    const place = join(dir, name)
    const stat = lstatSync(place)
    if (stat.isSymbolicLink()) found[name] = `-> ${readlinkSync(place)}`
    else if (stat.isFile()) found[name] = readFileSync(place, 'latin1')
  }
  return found
}
