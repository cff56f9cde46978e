import {expect, it} from 'vitest'

import {issueToken, machineEffects} from '#lake'

import {homeAt} from '../../../cli/home/paths.ts'
import {openLake} from '../../../cli/lake/open-lake.ts'
import {temporaryFolder} from '../harness.ts'

it('the token of a process that was killed dies with the next opening', async () => {
  const home = homeAt({MARROW_HOME: temporaryFolder()})
  const clock = () => '2026-03-02T09:00:00.000Z'
  const before = await openLake(home, {clock})
  // As a killed process leaves it: issued, and never revoked.
  const left = issueToken(
    before.store.accounts,
    {user: 'marrow', label: 'killed'},
    {...machineEffects, clock},
  )
  await before.close()

  const after = await openLake(home, {clock})
  const whoIs = (token: string) =>
    after.lake.handle(
      new Request('http://localhost:3333/v1/users/me', {
        headers: {authorization: `Bearer ${token}`},
      }),
    )
  expect((await whoIs(after.token)).status).toBe(200)
  expect((await whoIs(left.token)).status).toBe(401)
  await after.close()
})
