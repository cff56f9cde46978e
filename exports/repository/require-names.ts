import {pathFault, pathFaults} from '../bundle/path-faults.ts'
import {entryKey} from './format/entries.ts'
import type {IndexEntry} from './format/entries.ts'
import {pointerPath} from './format/paths.ts'
import {RepositoryError} from './repository-error.ts'

/** What an index may call an audience: one name on every disk and in every address. */
const audienceName = /^[a-z0-9][a-z0-9._+-]{0,119}$/

/**
 * Refuse audiences whose names not every disk can hold, or that are there twice.
 *
 * @throws `RepositoryError` with a path code.
 */
export function requireAudienceNames(names: readonly string[]): void {
  const taken = new Set<string>()
  for (const name of names) {
    const fault = pathFault(name)
    if (fault) throw new RepositoryError(fault.code, `audiences/${name}`, fault.message)
    if (!audienceName.test(name)) {
      const message =
        'is no name of an audience: small letters, digits, and . _ + - after the first'
      throw new RepositoryError('path-character', `audiences/${name}`, message)
    }
    if (taken.has(name)) {
      throw new RepositoryError('path-collision', `audiences/${name}`, 'is there twice')
    }
    taken.add(name)
  }
}

/**
 * Refuse articles whose pointers and tombstones not every disk can hold apart: the id of a device,
 * two ids that differ by case alone. Call it before anything is put where readers see it.
 *
 * @param audience
 *   Whose they are.
 * @param told
 *   What it was told before: an index forgets no article.
 * @throws `RepositoryError` with a path code, naming the place.
 */
export function requireEntryNames(
  audience: string,
  told: readonly IndexEntry[],
  now: readonly IndexEntry[],
): void {
  const entries = new Map([...told, ...now].map((entry) => [entryKey(entry), entry]))
  const [fault] = pathFaults([...entries.values()].map((entry) => pointerPath(audience, entry)))
  if (!fault) return
  const message = `${fault.message}; give the article another id`
  throw new RepositoryError(fault.code, fault.path, message)
}
