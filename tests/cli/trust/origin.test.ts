import {expect, it} from 'vitest'

import {marrow, sampleHome} from '../harness.ts'

it('`trust origin` adds a page that passkeys sign on, once', async () => {
  const home = await sampleHome()
  const words = ['trust', 'origin', 'http://localhost:4000']
  expect((await marrow(home, [...words, '--json'])).json()).toEqual({version: 2})
  expect((await marrow(home, [...words, '--json'])).json()).toEqual({version: 2})
  expect((await marrow(home, ['trust', 'check'])).exit).toBe(0)
  for (const bad of ['localhost:4000', 'http://localhost:4000/', '']) {
    expect((await marrow(home, ['trust', 'origin', bad])).exit, bad).toBe(2)
  }
})
