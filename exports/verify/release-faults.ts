import {revocationFault, verifyEnvelope} from '#pipeline'
import type {Trust} from '#pipeline'

import {fault} from './fault.ts'
import type {Fault} from './fault.ts'

/**
 * Say why a signature is not of a release key that stands.
 *
 * @param at
 *   When it claims to have been made; left out for what claims no time, such as a bundle.
 */
export async function releaseFaults(
  envelope: string,
  payloadType: string,
  trust: Trust,
  path: string,
  at?: string,
): Promise<Fault[]> {
  try {
    const {keyid} = await verifyEnvelope(envelope, payloadType, trust.release)
    const key = trust.release.find((candidate) => candidate.keyid === keyid)
    // A bundle claims no time: what a retired key signed stays, what a compromised one did not.
    if (key?.revoked?.because === 'compromised') {
      const message = `its release key ${keyid} was compromised on ${key.revoked.at}`
      return [fault('revoked-signer', path, message)]
    }
    if (at !== undefined && key && revocationFault(key, {at, firstSeen: null})) {
      const message = `its release key ${keyid} did not stand at ${at}`
      return [fault('revoked-signer', path, message)]
    }
    return []
  } catch (error) {
    const isUnknown = error instanceof Error && 'rule' in error && error.rule === 'key-unknown'
    const message = isUnknown
      ? `version ${trust.version} of the trust file has no such release key: ${error.message}`
      : messageOf(error)
    return [fault(isUnknown ? 'wrong-key' : 'bad-signature', path, message)]
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
