import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {expect, it} from 'vitest'

import {marrow, sampleHome} from './harness.ts'

it('A signed index is a checkpoint: lines cut off the end of the ledger are found', async () => {
  const home = await sampleHome()
  const path = join(home, 'ledger.ndjson')
  const out = join(home, '..', 'out')
  const index = join(out, 'audiences/all/head.dsse.json')
  expect((await marrow(home, ['export', '--out', out])).exit).toBe(0)
  expect((await marrow(home, ['audit', '--checkpoint', index])).exit).toBe(0)

  const lines = readFileSync(path, 'utf8').split('\n')
  writeFileSync(path, [...lines.slice(0, -2), ''].join('\n'))
  const {exit, json} = await marrow(home, ['audit', '--json', '--checkpoint', index])
  expect(exit).toBe(1)
  expect(json().dataset).toMatchObject([{code: 'ledger-truncated'}])
})

it('An envelope that is no index is no checkpoint', async () => {
  const home = await sampleHome()
  const trust = join(home, 'trust.dsse.json')
  const {exit, error} = await marrow(home, ['audit', '--checkpoint', trust])
  expect(exit).toBe(2)
  expect(error).toMatch(/not a checkpoint/)
})
