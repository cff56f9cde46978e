import {machineEffects} from '#lake'
import type {Trust} from '#pipeline'

import {homeAt} from '../../../../cli/home/paths.ts'
import {openRootKey, readTrustFile, writeTrustFile} from '../../../../cli/home/trust-file.ts'
import type {ServedDesk} from './serve-desk.ts'

/** Change the trust file of a desk, as `marrow trust` does. */
export async function changeTrust(
  {home, passphrase}: Pick<ServedDesk, 'home' | 'passphrase'>,
  change: (trust: Trust) => Partial<Trust>,
): Promise<void> {
  const env = {MARROW_HOME: home, MARROW_PASSPHRASE: passphrase}
  const {trust} = await readTrustFile(homeAt(env))
  const next = {
    ...trust,
    ...change(trust),
    version: trust.version + 1,
    issued: machineEffects.clock(),
  }
  await writeTrustFile(homeAt(env), next, await openRootKey(homeAt(env), env), trust)
}

/** Let passkeys sign at the address of a desk, which has another port each time. */
export function trustOrigin(desk: ServedDesk): Promise<void> {
  return changeTrust(desk, ({webauthn}) => ({
    webauthn: {...webauthn, origins: [...webauthn.origins, desk.url]},
  }))
}
