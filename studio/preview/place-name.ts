import {fieldLabel} from '#pipeline'

import type {Finding} from './preview-job.ts'

/** Name the place of a finding for people: the field, and the document where it is another one. */
export function placeName(
  {document, path}: Pick<Finding, 'document' | 'path'>,
  own: string,
  nameOf: (id: string) => string,
): string {
  const line = /\.markdown:(\d+):\d+$/.exec(path)?.[1]
  const names = path
    .replace(/:\d+:\d+$/, '')
    .replaceAll(/\[(?:[^\]"]|"(?:[^"\\]|\\.)*")*\]/g, '')
    .split(/\.|->/)
    .filter((name) => /^[A-Za-z]/.test(name))
  const field = [...new Set(names)].map((name) => fieldLabel(name)).join(', ')
  return [
    document === own ? '' : nameOf(document),
    field.slice(0, 1).toUpperCase() + field.slice(1),
    line ? `line ${line}` : '',
  ]
    .filter(Boolean)
    .join(': ')
}
