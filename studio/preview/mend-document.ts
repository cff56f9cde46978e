import {parseDocument, type Problem, type ProblemCode} from '#schemas'
import type {RawDocument} from '#pipeline'

import {toStudioPath} from '../schema/problem-path.ts'

type Step = string | number | {_key: string}
type Fields = Record<string, unknown>

/** Faults of form: what reads the fields would meet values that it cannot use. */
const malformed = new Set<ProblemCode>([
  'asset-missing',
  'field-missing',
  'reference-invalid',
  'type-unknown',
  'type-wrong',
])

/** Fields whose readers report unknown members themselves. */
const body = /(?:^|\.)(?:body|biography|editorialPolicy|factChecking)\[/

/** What stands for a field that has not been filled in; other faults take the member out. */
const standIns: Record<string, unknown> = {
  alt: '',
  audience: 'patient',
  authors: [],
  credit: '',
  expansion: '',
  heading: '',
  kind: 'webpage',
  language: 'en',
  licence: {_type: 'licence', name: ''},
  name: '',
  reviewIntervalMonths: 12,
  sections: [],
  slug: {_type: 'slug', current: 'untitled'},
  summary: '',
  text: '',
  title: '',
  tone: 'note',
  uses: [],
}

/** Mending one fault may show another; each round takes at least one away. */
const maxRounds = 20

/**
 * Bring a document that is being written into a form that can be shown.
 *
 * A field that is missing gets a stand-in, what cannot be read is left out; every problem is
 * reported, so that nothing is left out in silence.
 *
 * @returns Null where nothing of the document can be shown.
 */
export function mendDocument(document: RawDocument): {
  document: RawDocument | null
  problems: Problem[]
} {
  const {problems} = parseDocument(document)
  if (!problems.some(isMalformed)) return {document, problems}

  const mended = structuredClone(document)
  for (let round = 0; round < maxRounds; round++) {
    const faults = parseDocument(mended).problems.filter(isMalformed)
    if (faults.length === 0) return {document: mended, problems}
    // From the end, so that members before keep their places.
    for (const fault of faults.toReversed()) mend(mended, fault)
  }
  return {document: null, problems}
}

function isMalformed({code, path}: Problem): boolean {
  return malformed.has(code) && !(code === 'type-unknown' && body.test(path))
}

function mend(document: Fields, {code, path}: Problem): void {
  const steps = toStudioPath(path) as Step[]
  const name = steps.at(-1)
  const parent = valueAt(document, steps.slice(0, -1))
  const hasStandIn = typeof name === 'string' && Object.hasOwn(standIns, name)
  if (code !== 'asset-missing' && isFields(parent) && hasStandIn) {
    parent[name] = structuredClone(standIns[name])
    return
  }
  takeOut(document, steps)
}

/** Take out the innermost member of a list that the path is in, else the field of the document. */
function takeOut(document: Fields, steps: Step[]): void {
  const last = steps.findLastIndex((step) => typeof step !== 'string')
  const list = last > 0 ? valueAt(document, steps.slice(0, last)) : undefined
  if (Array.isArray(list)) {
    const place = indexOf(list, steps[last])
    if (place >= 0) list.splice(place, 1)
    return
  }
  const [field] = steps
  if (typeof field === 'string') delete document[field]
}

function valueAt(value: unknown, steps: readonly Step[]): unknown {
  let found = value
  for (const step of steps) {
    if (Array.isArray(found)) found = found[indexOf(found, step)]
    else if (isFields(found) && typeof step === 'string') found = found[step]
    else return undefined
  }
  return found
}

function indexOf(list: readonly unknown[], step: Step | undefined): number {
  if (typeof step === 'number') return step
  if (typeof step !== 'object') return -1
  return list.findIndex((member) => isFields(member) && member['_key'] === step._key)
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
