import {describe, expect, it} from 'vitest'

import type {Trust} from '#pipeline'

import {withSigner} from '../../../cli/trust/approve.ts'
import {makePublisher} from '../../pipeline/approval/test-trust.ts'

const enrolment = {
  format: 1,
  id: 'max',
  type: 'ed25519',
  publicKey: 'A'.repeat(43),
  keyid: 'a'.repeat(64),
} as const
const standing = {
  roles: [],
  languages: [],
  identities: [],
  credentials: [],
  now: '2026-03-02T00:00:00.000Z',
}

async function trustWith(change: Partial<Trust['signers'][number]>) {
  const {trust} = await makePublisher()
  const signers = trust.signers.map((one) => (one.id === 'max' ? {...one, ...change} : one))
  const name = signers.find(({id}) => id === 'max')?.name ?? ''
  return {trust: {...trust, signers}, enrolment: {...enrolment, name}}
}

describe('another key of a signer', () => {
  it('keeps their former names, under which they signed', async () => {
    const known = await trustWith({formerNames: ['Max Former']})
    const {signers} = withSigner(known.trust, known.enrolment, standing)
    const signer = signers.find(({id}) => id === 'max')
    expect(signer?.formerNames).toEqual(['Max Former'])
    expect(signer?.keys.at(-1)?.keyid).toBe(enrolment.keyid)
  })

  it('is not given to somebody who was revoked', async () => {
    const revoked = {at: '2026-03-01T00:00:00.000Z', because: 'retired'} as const
    const known = await trustWith({revoked})
    expect(() => withSigner(known.trust, known.enrolment, standing)).toThrow('was revoked')
  })
})
