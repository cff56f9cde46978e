import {isDeviceName} from '#pipeline'

export type PathFaultCode =
  | 'path-absolute'
  | 'path-escapes'
  | 'path-character'
  | 'path-reserved'
  | 'path-ending'
  | 'path-too-long'
  | 'path-not-normal'
  | 'path-collision'

/** Why a file name cannot be written the same on every system. */
export interface PathFault {
  code: PathFaultCode
  path: string
  message: string
}

const maxSegmentBytes = 255
const maxPathBytes = 480

/**
 * Characters that a file system, a shell, a URL or a reader's eye takes for something else:
 * controls, what Windows forbids, `%` (decoded twice by some servers), bidi and zero-width marks.
 */
const forbidden =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class
  /[\u0000-\u001f\u007f-\u009f\\:*?"<>|%\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/u

/**
 * Find paths that are unsafe, or that are one file on a system that folds case or normalises.
 *
 * @param paths
 *   Relative file paths with forward slashes.
 * @returns
 *   At most one fault a path, in the order of `paths`.
 */
export function pathFaults(paths: Iterable<string>): PathFault[] {
  const faults: PathFault[] = []
  const files = new Map<string, string>()
  const folders = new Map<string, string>()
  for (const path of paths) {
    const fault = pathFault(path) ?? collision(path, files, folders)
    if (fault) faults.push(fault)
  }
  return faults
}

/** Say why one path is unsafe; undefined when it is safe. */
export function pathFault(path: string): PathFault | undefined {
  const fault = (code: PathFaultCode, message: string): PathFault => ({code, path, message})

  if (path.startsWith('/') || /^[a-z]:/i.test(path) || path.startsWith('\\')) {
    return fault('path-absolute', 'the path is absolute')
  }
  if (!path.isWellFormed() || forbidden.test(path)) {
    return fault('path-character', 'the path has a character that not every system can store')
  }
  if (path !== path.normalize('NFC')) {
    return fault('path-not-normal', 'the path is not in Unicode form NFC')
  }
  if (isLonger(path, maxPathBytes)) {
    return fault('path-too-long', `the path has more than ${maxPathBytes} bytes`)
  }
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.' || segment === '..') {
      return fault('path-escapes', 'the path has an empty step, `.` or `..`')
    }
    if (isLonger(segment, maxSegmentBytes)) {
      return fault('path-too-long', `a name has more than ${maxSegmentBytes} bytes`)
    }
    if (/^ |[. ]$/.test(segment)) {
      return fault('path-ending', 'a name starts with a space, or ends with a space or a dot')
    }
    if (isDeviceName(segment)) {
      return fault('path-reserved', 'a name is reserved for a device on Windows')
    }
  }
  return undefined
}

/** Register a path and its folders; a second spelling, or a file where a folder is, collides. */
function collision(
  path: string,
  files: Map<string, string>,
  folders: Map<string, string>,
): PathFault | undefined {
  const clash = (other: string): PathFault => ({
    code: 'path-collision',
    path,
    message: `the path is the same file as \`${other}\` on some systems`,
  })

  const key = fold(path)
  const taken = files.get(key) ?? folders.get(key)
  if (taken !== undefined) return clash(taken)

  const steps = path.split('/')
  for (let depth = 1; depth < steps.length; depth += 1) {
    const folder = steps.slice(0, depth).join('/')
    const folderKey = fold(folder)
    const file = files.get(folderKey)
    if (file !== undefined) return clash(file)
    const spelling = folders.get(folderKey)
    if (spelling !== undefined && spelling !== folder) return clash(spelling)
    folders.set(folderKey, folder)
  }
  files.set(key, path)
  return undefined
}

/** Fold case as file systems do: upper case first, so that `ß` and `ss` meet. */
function fold(path: string): string {
  return path.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')
}

/** Whether a text has more bytes in UTF-8; one of its units has three at most. */
function isLonger(text: string, bytes: number): boolean {
  return text.length * 3 > bytes && new TextEncoder().encode(text).length > bytes
}
