import {expect, it} from 'vitest'

import {schemaDigest} from '#schemas'

it('gives the same digest each time', async () => {
  expect(await schemaDigest()).toBe(await schemaDigest())
})

it('changes only when the content model does', async () => {
  // Editions name this digest. A change here is right after a change of a field, a rule or a class.
  expect(await schemaDigest()).toMatchInlineSnapshot(
    `"059ba81fef2eb9db98f2c5b75c1c9d86187837440bafe4f691d23a49856ebe86"`,
  )
})
