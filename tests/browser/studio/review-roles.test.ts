import type {Page} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {changeTrust} from './harness/change-trust.ts'
import {stored} from './harness/document-pane.ts'
import {goTo} from './harness/go-to.ts'
import {offeredActions, openReview, submit} from './harness/review-view.ts'
import {startDesk, type Desk} from './harness/start-desk.ts'
import type {UserName} from './harness/users.ts'
import {findViolations} from './harness/find-violations.ts'

const live = 'article-knee-osteoarthritis'
const draft = 'article-bone-bruise-knee'
/** What changes a document, in Sanity's words and ours. */
const edits = [
  'Submit for review',
  'Publish',
  'Unpublish',
  'Duplicate',
  'Delete',
  'Discard changes',
]

describe('the desk by role', {timeout: 120_000}, () => {
  let desk: Desk
  const pages = new Map<UserName, Page>()

  beforeAll(async () => {
    desk = await startDesk({isExporting: true})
  })
  afterAll(() => desk.close())

  const pageOf = async (user: UserName) => {
    const page = pages.get(user) ?? (await desk.open(user))
    pages.set(user, page)
    return page
  }
  const open = async (user: UserName, article: string) => {
    const page = await pageOf(user)
    await openReview(page, article)
    return page
  }
  /** Ask the lake directly, with the token that a page holds. */
  const ask = (page: Page, mutation: object) =>
    page.evaluate(
      async (body) => {
        const kept = localStorage.getItem('__studio_auth_token_local') ?? '{}'
        const {token} = JSON.parse(kept) as {token: string}
        const response = await fetch('/v2025-02-19/data/mutate/production', {
          method: 'POST',
          headers: {authorization: `Bearer ${token}`, 'content-type': 'application/json'},
          body,
        })
        return {status: response.status, text: await response.text()}
      },
      JSON.stringify({mutations: [mutation]}),
    )

  it('offers an expert signatures and no edits', async () => {
    const page = await open('secondExpert', live)
    await page.getByText('Live: version 1').first().waitFor()
    const actions = await offeredActions(page)
    expect(actions).toEqual(expect.arrayContaining(['Add a correction', 'Withdraw']))
    for (const name of edits) expect(actions).not.toContain(name)
  })

  it('offers an editor edits, and one without a key no signature', async () => {
    const page = await open('secondEditor', live)
    await page.getByText('Live: version 1').first().waitFor()
    const actions = await offeredActions(page)
    expect(actions).toContain('Duplicate')
    for (const name of ['Sign off', 'Withdraw', 'Publish', 'Unpublish', 'Delete']) {
      expect(actions).not.toContain(name)
    }
  })

  it('offers a viewer nothing, and asks the desk for nothing that a viewer may not see', async () => {
    const page = await open('viewer', live)
    await page.getByText('Medical review: signed by').first().waitFor()
    const actions = await offeredActions(page)
    for (const name of [...edits, 'Sign off', 'Withdraw', 'Add a correction']) {
      expect(actions).not.toContain(name)
    }
    expect(await page.getByRole('button', {name: 'Withdraw'}).count()).toBe(0)
    await page.getByRole('tab', {name: 'Notes'}).click()
    expect(await page.getByLabel('Comment', {exact: true}).count()).toBe(0)
  })

  it('names the edit that bars somebody from signing', async () => {
    const page = await open('editor', draft)
    await desk.opened.lake.handle(
      new Request(`${desk.url}/v2025-02-19/data/mutate/production`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await tokenOf(page)}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          mutations: [{patch: {id: `drafts.${draft}`, set: {summary: 'Written by Riley.'}}}],
        }),
      }),
    )
    await submit(page, 1)
    await openReview(page, draft)
    await page.getByText('You worked on this text, so somebody else has to sign it').waitFor()
    await page.getByText(/You changed the text/).waitFor()
    expect(await page.getByRole('button', {name: 'Sign off'}).count()).toBe(0)
  })

  it('has no violation of accessibility in its own views', async () => {
    const page = await open('secondExpert', draft)
    for (const tab of ['Changes', 'Claims', 'Findings', 'Notes', 'History']) {
      await page.getByRole('tab', {name: tab}).click()
      expect(await findViolations(page, '[data-testid="review-view"]'), tab).toEqual([])
    }
    await page.getByRole('button', {name: 'Sign off'}).first().click()
    await page.getByLabel('You declare').waitFor()
    expect(await findViolations(page, '[role="dialog"]')).toEqual([])
    await page.keyboard.press('Escape')
    await goTo(page, '/keys')
    await page.getByRole('button', {name: 'Make a passkey'}).waitFor()
    expect(await findViolations(page, '[data-testid="my-keys"]')).toEqual([])
  })

  it('left no error in any console so far', () => {
    // What comes now is refused, and the browser says so.
    expect(desk.faults()).toEqual([])
  })

  it('shows the words with which the lake refuses a signature', async () => {
    const page = await open('secondExpert', draft)
    await page.getByRole('button', {name: 'Sign off'}).first().click()
    await page.getByLabel('Key file').setInputFiles(`${desk.home}/keys/blake-sample.json`)
    await page.getByLabel('Passphrase').fill(desk.passphrase)
    // The page hears of it by the refusal first: the trust file would take the button away.
    const refused = Promise.withResolvers<void>()
    await page.route('**/marrow/v1/trust', async (route) => {
      await refused.promise
      await route.continue()
    })
    const at = new Date().toISOString()
    await changeTrust(desk, ({signers}) => ({
      signers: signers.map((signer) =>
        signer.id === 'blake-sample' ? {...signer, revoked: {at, because: 'retired'}} : signer,
      ),
    }))
    await page.getByRole('button', {name: 'Sign with software key'}).click()
    await page
      .getByRole('alert')
      .filter({hasText: /revoked|was retired|taken off/})
      .waitFor()
    refused.resolve()
    expect(await page.getByText('Medical review: signed').count()).toBe(0)
  })

  it.each([
    ['secondExpert', {patch: {id: live, set: {title: 'Mine'}}}],
    ['secondExpert', {create: {_id: 'edition.x.1', _type: 'edition', payload: '{}'}}],
    ['secondExpert', {create: {_id: 'note.x', _type: 'reviewNote', author: 'sample-riley'}}],
    ['secondEditor', {create: {_id: 'statement.x', _type: 'statement', envelope: '{}'}}],
    ['secondEditor', {patch: {id: `edition.${live}.1`, set: {digest: 'x'}}}],
    ['secondEditor', {delete: {id: `edition.${live}.1`}}],
    ['viewer', {patch: {id: live, set: {title: 'Mine'}}}],
  ] as Array<[UserName, object]>)(
    'lets the lake refuse %s, asked directly: %j',
    async (user, mutation) => {
      const before = stored(desk, live)
      const answer = await ask(await pageOf(user), mutation)
      expect(answer.status).toBe(403)
      expect(stored(desk, live)).toEqual(before)
    },
  )

  it('exports nothing of an approval that was written past the desk', async () => {
    const page = await pageOf('secondEditor')
    const forged = {_id: 'statement.forged', _type: 'statement', kind: 'sign-off'}
    const edition = `edition.${draft}.1`
    for (const envelope of ['{}', '{"payload":"e30="}']) {
      const {status} = await ask(page, {create: {...forged, edition, envelope}})
      expect(status).toBe(403)
    }
    expect(desk.opened.store.read('production', (view) => view.document('statement.forged'))).toBe(
      undefined,
    )
  })

  async function tokenOf(page: Page): Promise<string> {
    return page.evaluate(() => {
      const kept = localStorage.getItem('__studio_auth_token_local') ?? '{}'
      return (JSON.parse(kept) as {token: string}).token
    })
  }
})
