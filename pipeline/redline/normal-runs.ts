import type {Mark, Run} from './sheet.ts'

/** What stands between lines: no space is kept before or after it. */
export const separators: ReadonlySet<string> = new Set(['block', 'break', 'cell'])

/**
 * Bring runs into the one form that equal text has: runs of equal marks are joined, each run of
 * ASCII white space is one space, none stands at either end or beside a line break, and a space
 * belongs to the word after it.
 *
 * Pages show no other white space either.
 */
export function normalRuns(runs: readonly Run[]): Run[] {
  const result: Run[] = []
  let space = false
  for (const run of runs) {
    if (run.type !== 'text') {
      if (space && !separators.has(run.type)) append(result, {type: 'text', text: ' ', marks: []})
      space = false
      result.push(run)
      continue
    }
    const words = run.text.split(/([\t\n\f\r ]+)/)
    for (const [index, word] of words.entries()) {
      if (word === '') continue
      if (index % 2 === 1) {
        const last = result.at(-1)
        space = last !== undefined && !separators.has(last.type)
        continue
      }
      append(result, {type: 'text', text: space ? ` ${word}` : word, marks: run.marks})
      space = false
    }
  }
  return result
}

/** Tell whether two lists of marks are one; they are in a fixed order. */
export function sameMarks(left: readonly Mark[], right: readonly Mark[]): boolean {
  return (
    left.length === right.length &&
    left.every(({type, value}, index) => {
      const other = right[index]
      return other?.type === type && other.value === value
    })
  )
}

function append(runs: Run[], run: Extract<Run, {type: 'text'}>): void {
  const last = runs.at(-1)
  if (last?.type === 'text' && sameMarks(last.marks, run.marks)) {
    runs[runs.length - 1] = {...last, text: last.text + run.text}
  } else {
    runs.push(run)
  }
}
