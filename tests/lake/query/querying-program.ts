/** Runs the query of its argument, and says the id of the process that evaluates it. */
import {readdirSync, readFileSync} from 'node:fs'

import {document, QueryWorld} from './query-world.ts'

const [query = ''] = process.argv.slice(2)
const world = new QueryWorld({deadlineMs: 60_000, size: 1})
world.put(Array.from({length: 300}, (_, index) => document(`a${index}`, 'article', {n: index})))
await world.query('1')
const answer = world.query(query)
console.log(childOf(process.pid))
await answer

/** The evaluator among the processes, by its parent. Linux only. */
function childOf(parent: number): number | undefined {
  return readdirSync('/proc')
    .map(Number)
    .find((pid) => pid > 0 && parentOf(pid) === parent)
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined
  }
}
