import type {CDPSession, Page} from 'playwright-core'

/** A security key that a page believes in. */
export interface VirtualPasskeys {
  /** Does its user prove who they are from now on? */
  setVerified(isVerified: boolean): Promise<void>
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
  }
}
