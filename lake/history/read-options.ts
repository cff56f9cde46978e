import {historyError} from './history-error.ts'

/** Most documents to ask for at once. */
const mostIds = 100

/** Read a comma-separated list of document ids. @throws {LakeError} 400 */
export function readIds(text: string): string[] {
  const ids = [...new Set(text.split(',').filter((id) => id !== ''))]
  if (ids.length === 0) throw historyError('Name a document')
  if (ids.length > mostIds) throw historyError(`Name at most ${mostIds} documents`)
  return ids
}

/** Read a time, and give it as the store writes times. @throws {LakeError} 400 */
export function readTime(search: URLSearchParams, name: string): string | undefined {
  const text = search.get(name)
  if (text === null) return undefined
  const ms = Date.parse(text)
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(ms)) {
    throw historyError(`\`${name}\` is no ISO time`)
  }
  return new Date(ms).toISOString()
}

/** Read a count from 1 on. @throws {LakeError} 400 */
export function readCount(search: URLSearchParams, name: string): number | undefined {
  const text = search.get(name)
  if (text === null) return undefined
  if (!/^[1-9]\d{0,8}$/.test(text)) throw historyError(`\`${name}\` is no number from 1 on`)
  return Number(text)
}

/** Is a switch of the query string on? */
export function isOn(search: URLSearchParams, name: string): boolean {
  return search.get(name) === 'true'
}
