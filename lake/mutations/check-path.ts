import {mutationError} from '../lake-error.ts'
import {patchLimits} from './limits.ts'

/** What a path can cost. */
export interface PathCost {
  steps: number
  /** It looks at every value of the document. */
  isRecursive: boolean
}

/**
 * Demand that a JSONMatch path is bounded, before the engine reads it.
 *
 * What is refused: paths that are too long; indices beyond 100,000; ranges with a step, that can
 * hold nothing, or that are long or open before the last step; several `..`; brackets in brackets;
 * `__proto__`.
 *
 * @throws {LakeError} 400 that names the path and the reason.
 */
export function checkPath(path: string): PathCost {
  if (path.length > patchLimits.pathLength) {
    throw refusal(path, `it is longer than ${patchLimits.pathLength} characters`)
  }
  // The engine drops backslashes inside quotes.
  if (path.replaceAll('\\', '').includes('__proto__')) throw refusal(path, 'it names `__proto__`')

  const {outside, brackets} = split(path)
  const names = outside.split(/\.+/).filter((name) => name.trim() !== '').length
  const steps = names + brackets.length
  if (steps > patchLimits.pathSteps) {
    throw refusal(path, `it has more than ${patchLimits.pathSteps} steps`)
  }
  const all = outside + brackets.map((bracket) => bracket.terms.join()).join()
  const recursions = (all.match(/\.\./g) ?? []).length
  if (recursions > 1) throw refusal(path, 'it has more than one `..`')

  let choices = 1
  let innerRanges = 0
  for (const bracket of brackets) {
    choices *= bracket.terms.length
    const ranges = bracket.terms.filter((term) => checkTerm(term, bracket.isLast, path))
    if (!bracket.isLast) innerRanges += ranges.length
  }
  if (choices > patchLimits.choices) throw refusal(path, 'its brackets name too many choices')
  if (innerRanges > 1) throw refusal(path, 'it has several ranges before its last step')
  return {steps, isRecursive: recursions > 0}
}

interface Bracket {
  /** What its commas part, with quoted text left out. */
  terms: string[]
  isLast: boolean
}

/** Part a path into its brackets and the rest, leaving out quoted text. */
function split(path: string): {outside: string; brackets: Bracket[]} {
  const bare = path.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, (quoted) =>
    quoted.startsWith("'") ? '_' : '""',
  )
  const brackets: Bracket[] = []
  const outside = bare.replaceAll(/\[([^[\]]*)\]/g, (whole, inside: string, at: number) => {
    brackets.push({
      terms: inside.split(',').map((term) => term.trim()),
      isLast: at + whole.length === bare.trimEnd().length,
    })
    // No dot: `a[0].b` has no `..` in it.
    return ' '
  })
  const isOpen = brackets.some(({terms}) => /["']/.test(terms.join().replaceAll('""', '')))
  if (isOpen || /[[\]"']/.test(outside)) throw refusal(path, 'its brackets or quotes do not match')
  return {outside, brackets}
}

/** Check one choice of a bracket. @returns Whether it is a range. */
function checkTerm(term: string, isLast: boolean, path: string): boolean {
  const range = /^(-?\d*)\s*:\s*(-?\d*)(\s*:.*)?$/.exec(term)
  if (range) {
    checkRange(range, isLast, path)
    return true
  }
  if (/^-?[\d.]+$/.test(term)) checkIndex(term, path)
  return false
}

function checkRange(range: RegExpExecArray, isLast: boolean, path: string): void {
  const [, from = '', to = '', step] = range
  if (step !== undefined) throw refusal(path, 'ranges with a step are not supported')
  if (from === '' && to === '') throw refusal(path, 'its range has no ends')
  if (from !== '') checkIndex(from, path)
  if (to !== '') checkIndex(to, path)
  const start = Number(from)
  const end = Number(to)
  const isSameSide = (start < 0 && end < 0) || (start >= 0 && end >= 0)
  // The engine takes an end of 0 for none, and would select everything.
  if (to !== '' && (end === 0 || (isSameSide && start >= end))) {
    throw refusal(path, 'its range can hold nothing')
  }
  if (isLast) return
  if (to === '' || !isSameSide || end - start > patchLimits.innerRange) {
    throw refusal(path, `a range before the last step may name ${patchLimits.innerRange} items`)
  }
}

function checkIndex(text: string, path: string): void {
  if (!/^-?\d{1,9}$/.test(text) || Math.abs(Number(text)) > patchLimits.index) {
    throw refusal(path, `an index must be a whole number up to ${patchLimits.index}`)
  }
}

function refusal(path: string, fault: string) {
  const shown = path.length > 100 ? `${path.slice(0, 100)}…` : path
  return mutationError(400, 'invalidPathError', `The path "${shown}" is refused: ${fault}`)
}
