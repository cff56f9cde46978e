import {expect, it} from 'vitest'

import {schemaDigest} from '#schemas'

it('gives the same digest each time', async () => {
  expect(await schemaDigest()).toBe(await schemaDigest())
})

it('changes only when the content model does', async () => {
  // Editions name this digest. A change here is right after a change of a field, a rule or a class.
  expect(await schemaDigest()).toMatchInlineSnapshot(
    `"e76e7bff4fbab6daaec0e0b06fe09f64c1aa044e18d7908e01d73126dc9c8e8d"`,
  )
})
