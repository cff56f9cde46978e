import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import type {Page} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {momentOf, zonedMomentOf} from '../../../studio/review/parts/dates.ts'
import {localOf} from '../../../studio/review/sign/effect.ts'
import {marrow} from '../../cli/harness.ts'
import {trustOrigin} from './harness/change-trust.ts'
import {openDocument, stored, textField} from './harness/document-pane.ts'
import {findViolations} from './harness/find-violations.ts'
import {plugPasskeys, type VirtualPasskeys} from './harness/passkeys.ts'
import {footer, offeredActions, openReview, signWithFile, submit} from './harness/review-view.ts'
import {startDesk, type Desk} from './harness/start-desk.ts'

const article = 'article-bone-bruise-knee'
const better = 'Most people run again after three months.'
const worse = 'Stress injuries build up more slowly, from repeated load.'

/** As long as a test may take, nearly: how soon things happen is no question of this one. */
const patient = {timeout: 100_000, interval: 50}

describe('an article, from draft to publishers', {timeout: 120_000}, () => {
  let desk: Desk
  let editor: Page
  let expert: Page
  let passkeys: VirtualPasskeys

  beforeAll(async () => {
    desk = await startDesk({isExporting: true})
    await trustOrigin(desk)
    editor = await desk.open('secondEditor', `/intent/edit/id=${article};type=article`)
    expert = await desk.open('expert', '/keys')
    passkeys = await plugPasskeys(expert)
  })
  afterAll(() => desk.close())

  const seen = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor(patient)
  const exported = () => {
    const page = join(desk.out, 'latest/bone-bruise-knee.en/index.html')
    return existsSync(page) ? readFileSync(page, 'utf8') : ''
  }

  it('enrols a passkey, which an administrator approves by its fingerprint', async () => {
    await expert.getByRole('button', {name: 'Make a passkey'}).click()
    const shown = await expert.getByTestId('fingerprint').innerText()
    const command = await expert.getByTestId('approve-command').innerText()
    expect(command).toContain('trust approve')
    expect(command).not.toContain(shown)

    const file = /approve (\S+)/.exec(command)?.[1] ?? ''
    const words = ['--role', 'medical-expert', '--language', 'en', '--credential', 'MD:2015-01-01']
    const approve = ['trust', 'approve', file, '--fingerprint', shown, ...words]
    const env = {MARROW_PASSPHRASE: desk.passphrase}
    const printed = await marrow(desk.home, approve, {at: new Date().toISOString(), env})
    expect(printed).toMatchObject({exit: 0, error: ''})
    await seen(expert, 'Your key is approved')
  })

  it('shows the expert a submitted version by itself', async () => {
    await openReview(expert, article)
    await seen(expert, 'No version yet')
    await submit(editor, 1, 'First version')
    await expert.getByLabel('Version', {exact: true}).waitFor(patient)
    await seen(editor, 'In review: version 1')
    expect(stored(desk, `edition.${article}.1`)).toMatchObject({_type: 'edition', number: 1})
  })

  it('ties a note to a place, and signs it as a change request', async () => {
    await expert.getByRole('tab', {name: 'Notes'}).click()
    await expert.frameLocator('iframe').first().getByText(worse).click({clickCount: 3})
    await expert.getByLabel('Words', {exact: true}).fill(worse)
    await expert.getByLabel('Comment', {exact: true}).fill('Readers ask for the time.')
    await expert.getByLabel('Better words').fill(better)
    await expert.getByRole('button', {name: 'Leave note'}).click()
    await expert.getByRole('button', {name: 'Settled'}).waitFor()

    await expert.getByRole('button', {name: 'Request changes'}).first().click()
    const reason = await expert.getByLabel('What has to change').inputValue()
    expect(reason).toContain(`“${worse}”: Readers ask for the time. Better: “${better}”`)
    await expert.getByRole('button', {name: 'Sign with passkey'}).click()
    await expert.getByRole('dialog').waitFor({state: 'detached'})
    await seen(editor, 'Changes requested')
  })

  it('lets the editor accept the better words with one click, and submit again', async () => {
    await openReview(editor, article)
    await editor.getByRole('tab', {name: /Notes/}).click()
    await editor.getByRole('button', {name: 'Accept better words'}).click()
    await seen(editor, 'Accepted')
    expect(stored(desk, `drafts.${article}`)?.['summary']).toContain(better)
    await submit(editor, 2, 'Names the time')
    // What was submitted is no draft any more.
    expect(stored(desk, `drafts.${article}`)).toBeUndefined()
  })

  it('shows the redline against the version that was read', async () => {
    await seen(expert, 'In review: version 2')
    await expert.getByRole('button', {name: 'Show version 2'}).click()
    await expert.getByRole('tab', {name: 'Changes'}).click()
    const redline = expert.getByTestId('redline')
    await redline.waitFor()
    const added = (await redline.locator('ins').allInnerTexts()).join('\n')
    expect(added).toContain(better.replace(/\.$/, ''))
    expect(added).not.toContain('A bone bruise is an injury')
    expect(await redline.getByText('Unchanged: title').isVisible()).toBe(true)
  })

  it('refuses a passkey whose user is not verified', async () => {
    await passkeys.setVerified(false)
    await expert.getByRole('button', {name: 'Sign off'}).first().click()
    await expert.getByRole('button', {name: 'Sign with passkey'}).click()
    await expert.getByRole('alert').filter({hasText: 'nothing was signed'}).waitFor()
    await expert.getByRole('button', {name: 'Cancel'}).click()
    await passkeys.setVerified(true)
    expect(await expert.getByText('Medical review: signed').count()).toBe(0)
  })

  it.each([
    ['by its own id', 'it is not on this device: nothing was signed'],
    ['by the approved id', 'The signature does not verify'],
  ] as const)('refuses a passkey that nobody approved, named %s', async (named, words) => {
    const putBack = await passkeys.replace(named)
    await expert.getByRole('button', {name: 'Sign off'}).first().click()
    await expert.getByRole('button', {name: 'Sign with passkey'}).click()
    await expert.getByRole('alert').filter({hasText: words}).waitFor({timeout: 60_000})
    await expert.getByRole('button', {name: 'Cancel'}).click()
    await putBack()
    expect(statements()).toEqual([])
    expect(await expert.getByText('Medical review: signed').count()).toBe(0)
  })

  it('signs off with three interactions: open, confirm, touch', async () => {
    await expert.getByRole('button', {name: 'Sign off'}).first().click()
    await expert.getByRole('button', {name: 'Sign with passkey'}).click()
    await expert.getByRole('dialog').waitFor({state: 'detached'})
    await seen(expert, 'Medical review: signed by Avery Sample, MD')
    expect(statements()).toHaveLength(1)
    expect(exported()).toBe('')
  })

  it('goes out by itself with the last signature, and verifies', async () => {
    const second = await desk.open('editor')
    await openReview(second, article)
    await second.getByRole('button', {name: 'Sign off'}).first().click()
    await signWithFile(second, desk, 'riley-sample')
    await expect.poll(exported, patient).toContain(better)
    // The index comes after the pages that one can look at.
    const verify = async () => {
      const words = ['verify', desk.out, '--key', rootKey()]
      const {exit, out} = await marrow(desk.home, words, {at: new Date().toISOString()})
      return exit === 0 ? 'sound' : out
    }
    await expect.poll(verify, patient).toBe('sound')
    await seen(second, 'Live: version 2')
    await second.close()
  })

  it('keeps what is out when the text is edited, and says that it changed', async () => {
    const before = exported()
    await openDocument(editor, 'article', article)
    await textField(editor, 'summary').fill('Something else altogether.')
    await seen(editor, 'Changed since version 2')
    await seen(editor, 'Live: version 2')
    await expect.poll(() => stored(desk, `drafts.${article}`)?.['summary']).toMatch(/altogether/)
    expect(exported()).toBe(before)
  })

  it('plans a correction for later, which readers do not see until then', async () => {
    await openReview(expert, article)
    const before = exported()
    await expert.getByRole('button', {name: 'Add a correction'}).first().click()
    const dialog = expert.getByRole('dialog')
    await dialog.getByLabel('Reason').fill('A unit was lost in typesetting.')
    await dialog.getByLabel('Public notice').fill('Read “6 weeks” where it says “6”.')
    await dialog.getByLabel('Update type').selectOption('erratum')
    await dialog.getByLabel('Takes effect').selectOption('later')
    const sign = dialog.getByRole('button', {name: 'Sign with passkey'})
    const time = dialog.getByLabel('Day and time of effect')
    await time.fill(localOf('2026-01-01T00:00:00.000Z'))
    await dialog.getByText('That time has passed').waitFor()
    expect(await sign.isDisabled()).toBe(true)

    const effective = new Date(Math.ceil(Date.now() / 864e5) * 864e5 + 864e5).toISOString()
    await time.fill(localOf(effective))
    const summary = await dialog.getByRole('region', {name: 'What will be public'}).innerText()
    for (const words of ['Erratum', 'Editorial', zonedMomentOf(effective), '“6 weeks”']) {
      expect(summary).toContain(words)
    }
    expect(await findViolations(expert, '[role="dialog"]')).toEqual([])
    await sign.click()
    await dialog.waitFor({state: 'detached'})
    await seen(expert, `Correction pending: ${momentOf(effective)}`)
    await seen(expert, `pending until ${zonedMomentOf(effective)}`)
    expect(exported()).toBe(before)
  })

  it('takes it out when the expert withdraws it', async () => {
    await expert.getByRole('button', {name: 'Withdraw'}).click()
    await expert.getByLabel('Update type').selectOption('retraction')
    await expert.getByLabel('Reason').fill('A study was retracted.')
    await expert.getByLabel('Public notice').fill('Please do not use this page.')
    await expert.getByRole('button', {name: 'Sign with passkey'}).click()
    await expert.getByRole('dialog').waitFor({state: 'detached'})
    await seen(expert, 'Withdrawn')
    await expect.poll(exported, patient).not.toContain(better)
    await expect.poll(() => footer(editor).innerText(), patient).toContain('Withdrawn')
  })

  it('tells the whole story, each signature with its verdict', async () => {
    await expert.getByRole('tab', {name: 'History'}).click()
    const story = expert.getByRole('tabpanel')
    for (const line of [
      'withdrew version 2',
      'Update type: Retraction',
      'attached a correction to version 2',
      'Marrow exported version 2',
      'Riley Sample, MA signed off version 2',
      'Avery Sample, MD signed off version 2',
      'asked for changes to version 1',
    ]) {
      await story.getByText(line).first().waitFor()
    }
    expect(await story.getByText('Verified', {exact: true}).count()).toBe(5)
    expect(await story.getByText('Pending', {exact: true}).count()).toBe(1)
    expect(await story.getByText('Does not count').count()).toBe(0)
  })

  it('offers deletion to nobody once a version exists', async () => {
    expect(await offeredActions(editor)).not.toContain('Delete')
  })

  it('left no error in any console, and asked nobody outside', () => {
    expect(desk.faults()).toEqual([])
  })

  /** Ids of the statements about version 2. */
  function statements(): string[] {
    return desk.opened.store
      .read('production', (view) =>
        view.candidates({where: {kind: 'type-in', types: ['statement']}}),
      )
      .filter(({edition}) => edition === `edition.${article}.2`)
      .map(({_id}) => _id)
  }

  function rootKey(): string {
    return readFileSync(join(desk.home, 'root.pub'), 'utf8').trim()
  }
})
