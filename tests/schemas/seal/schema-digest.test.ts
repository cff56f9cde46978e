import {expect, it} from 'vitest'

import {schemaDigest} from '#schemas'

it('gives the same digest each time', async () => {
  expect(await schemaDigest()).toBe(await schemaDigest())
})

it('changes only when the content model does', async () => {
  // Editions name this digest. A change here is right after a change of a field, a rule or a class.
  expect(await schemaDigest()).toMatchInlineSnapshot(
    `"43a82d1f6c90a3a0aa6553f94cd9e4c15e9bfa6c64748e80c8a93ab769e7e41e"`,
  )
})
