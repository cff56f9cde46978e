import type {Mark, Run} from './build-marks-tree.ts'

/**
 * Split a text at its line ends: each is a hard break. Blanks around a break do not count.
 */
export function textToRuns(text: string, marks: Mark[]): Run[] {
  const runs: Run[] = []
  for (const [index, value] of text.split(/[\t ]*(?:\r\n|[\n\r])[\t ]*/).entries()) {
    if (index > 0) runs.push({node: {type: 'break'}, marks})
    if (value !== '') runs.push({node: {type: 'text', value}, marks})
  }
  return runs
}
