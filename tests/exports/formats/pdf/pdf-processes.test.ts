import {execFile} from 'node:child_process'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'

import {expect, it} from 'vitest'

const run = promisify(execFile)
const script = fileURLToPath(new URL('./print-many.ts', import.meta.url))
const isLong = process.env['MARROW_LONG'] === '1'
const count = isLong ? 1000 : 30

interface Printed {
  digest: string
  memory: number[]
}

it('gives the same bytes in every process', async () => {
  const [one, two] = await Promise.all([print(0), print(0)])
  expect(one.digest).toMatch(/^[\da-f]{64}$/)
  expect(two.digest).toBe(one.digest)
})

it(`takes no more memory for ${count} articles than for a few`, {timeout: 1_800_000}, async () => {
  const {memory} = await print(count)
  const settled = memory[isLong ? 10 : 1]!
  expect(memory).toHaveLength(count / 10 + 1)
  expect(memory.at(-1)).toBeLessThan(settled + 150)
})

async function print(articles: number): Promise<Printed> {
  const {stdout} = await run(process.execPath, [script, String(articles)])
  return JSON.parse(stdout) as Printed
}
