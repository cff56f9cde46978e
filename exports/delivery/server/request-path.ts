import {pathFault} from '../../bundle/path-faults.ts'

/**
 * Read the path of a repository out of an address.
 *
 * Each step is decoded once and must then be a plain name: `%2f`, `%00`, `..` in any spelling, `%`
 * that is left over from encoding twice, and names with a dot in front, which are the writer's own,
 * lead nowhere.
 *
 * @returns Null for what no repository has.
 */
export function repositoryPath(pathname: string): string | null {
  const steps: string[] = []
  for (const step of pathname.slice(1).split('/')) {
    const name = decode(step)
    if (name === null || name.includes('/') || name.startsWith('.')) return null
    steps.push(name)
  }
  const path = steps.join('/')
  return pathFault(path.replace(/\/$/, '')) ? null : path
}

function decode(step: string): string | null {
  try {
    return decodeURIComponent(step)
  } catch (error) {
    // No UTF-8, or `%` without two digits.
    if (error instanceof URIError) return null
    throw error
  }
}
