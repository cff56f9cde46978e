import {expect} from 'vitest'

import type {RefusalCode, Trust} from '../../../../pipeline/approval/types.ts'
import {signedAt, type House} from './house.ts'

/** The one refusal of the house's only edition, and its codes of statements. */
export async function refusalOf(house: House, changes: object = {}) {
  const admission = await house.admit(changes)
  expect(admission.approved).toEqual([])
  expect(admission.refused).toHaveLength(1)
  const [refusal] = admission.refused
  expect(refusal?.remedy).not.toBe('')
  return {code: refusal?.code, reasons: refusal?.reasons.map(({code}) => code) ?? []}
}

/** The one code. */
export async function codeOf(house: House, changes: object = {}): Promise<RefusalCode | undefined> {
  return (await refusalOf(house, changes)).code
}

/** The trust file with every key revoked. */
export function revoke(house: House, at: string, because: 'retired' | 'compromised'): Trust {
  const trust = structuredClone(house.trust)
  for (const signer of trust.signers) {
    for (const key of signer.keys) key.revoked = {at, because}
  }
  return trust
}

/** Frame of a ledger entry. */
export function entry(seq: number) {
  return {seq, prev: '0'.repeat(64), at: signedAt, hash: 'e'.repeat(64)}
}
