import {fieldLabel, type RawDocument} from '#pipeline'

import {toStudioPath} from '../schema/index.ts'
import type {Finding} from './preview-job.ts'

/**
 * Name the place of a finding for people: the sections that it is in, by their headings; else the
 * field; before it the document, where it is another one.
 *
 * @param root The article as it stands.
 */
export function placeName(
  {document, path}: Pick<Finding, 'document' | 'path'>,
  root: RawDocument,
  nameOf: (id: string) => string | undefined,
): string {
  const line = /\.markdown:(\d+):\d+$/.exec(path)?.[1]
  const isOwn = document === root._id
  const headings = isOwn ? headingsOn(root, path) : []
  const steps = toStudioPath(path)
  const fields = steps.filter((step) => typeof step === 'string')
  const last = steps.at(-1)
  const shown = [
    ...(headings.length > 0 ? [] : fields.slice(0, 1)),
    ...(typeof last === 'string' && fields.length > 1 && last !== 'markdown' ? [last] : []),
  ]
  const field = shown.map((name) => fieldLabel(name)).join(', ')
  return [
    isOwn ? '' : (nameOf(document) ?? document),
    headings.join(' › '),
    field.slice(0, 1).toUpperCase() + field.slice(1),
    line ? `line ${line}` : '',
  ]
    .filter(Boolean)
    .join(', ')
}

/** Put the names of documents where a finding names their ids. */
export function withNames(reason: string, nameOf: (id: string) => string | undefined): string {
  return reason.replaceAll(/`([^`]+)`/g, (all, id: string) => {
    const name = nameOf(id)
    return name ? `“${name}”` : all
  })
}

function headingsOn(root: RawDocument, path: string): string[] {
  const headings: string[] = []
  let value: unknown = root
  for (const step of toStudioPath(path)) {
    if (Array.isArray(value)) value = memberOf(value, step)
    else if (typeof value === 'object' && value !== null) {
      value = typeof step === 'string' ? (value as Record<string, unknown>)[step] : undefined
    } else break
    const heading = (value as {heading?: unknown} | null | undefined)?.heading
    if (typeof heading === 'string') headings.push(heading)
  }
  return headings.filter(Boolean)
}

function memberOf(list: unknown[], step: unknown): unknown {
  if (typeof step === 'number') return list[step]
  const key = typeof step === 'object' && step !== null && '_key' in step ? step._key : undefined
  return list.find((member) => (member as {_key?: unknown} | null)?._key === key)
}
