import {generateKeyPairSync, randomBytes} from 'node:crypto'

import type {CDPSession, Page} from 'playwright-core'

/** A security key that a page believes in. */
export interface VirtualPasskeys {
  /** Does its user prove who they are from now on? */
  setVerified(isVerified: boolean): Promise<void>
  /**
   * Put a passkey that nobody approved in the place of the one that it holds.
   *
   * @param named
   *   Whether it bears an id of its own, or the approved one's, as a forged authenticator could.
   * @returns Puts the approved one back.
   */
  replace(named: 'by its own id' | 'by the approved id'): Promise<() => Promise<void>>
}

/** Plug a virtual authenticator into a page, whose user is at hand and verified. */
export async function plugPasskeys(page: Page): Promise<VirtualPasskeys> {
  const session: CDPSession = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const {authenticatorId} = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    async setVerified(isUserVerified) {
      await session.send('WebAuthn.setUserVerified', {authenticatorId, isUserVerified})
    },
    async replace(named) {
      const held = await session.send('WebAuthn.getCredentials', {authenticatorId})
      const [approved] = held.credentials
      if (!approved) throw new Error('The authenticator holds no passkey to replace')
      const hold = async (credential: typeof approved) => {
        await session.send('WebAuthn.clearCredentials', {authenticatorId})
        await session.send('WebAuthn.addCredential', {authenticatorId, credential})
      }
      const ownId = randomBytes(32).toString('base64')
      const credentialId = named === 'by its own id' ? ownId : approved.credentialId
      await hold({...approved, credentialId, privateKey: newPrivateKey()})
      return () => hold(approved)
    },
  }
}

/** A P-256 key as DevTools takes it. */
function newPrivateKey(): string {
  const {privateKey} = generateKeyPairSync('ec', {namedCurve: 'P-256'})
  return privateKey.export({type: 'pkcs8', format: 'der'}).toString('base64')
}
