import type {Page} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {marrow} from '../../cli/harness.ts'
import {trustOrigin} from './harness/change-trust.ts'
import {goTo} from './harness/go-to.ts'
import {readGuide} from './harness/guide.ts'
import {plugPasskeys} from './harness/passkeys.ts'
import {openReview, submit} from './harness/review-view.ts'
import {startDesk, type Desk} from './harness/start-desk.ts'

const article = 'article-bone-bruise-knee'
const live = 'article-bone-marrow-edema-knee'
const withdrawn = 'article-knee-mri'
const quoted = 'Stress injuries build up more slowly, from repeated load.'
const better = 'Stress injuries build up over weeks, from load that is repeated.'
const size = {viewport: {width: 1200, height: 860}}

/** It walks the whole desk once more: in `npm run test:long`, and where the pictures are taken. */
const {MARROW_LONG, MARROW_PICTURES} = process.env
const isLong = MARROW_LONG !== undefined || MARROW_PICTURES !== undefined

describe.runIf(isLong)('the editor’s guide', {timeout: 90_000}, () => {
  const guide = readGuide()
  const {picture, see, unseen} = guide
  let desk: Desk
  let editor: Page
  let expert: Page

  beforeAll(async () => {
    desk = await startDesk()
    await trustOrigin(desk)
    editor = await desk.open('editor', '/overview', size)
    expert = await desk.open('expert', '/keys', size)
    await plugPasskeys(expert)
  })
  afterAll(() => desk.close())

  const press = (page: Page, name: string) =>
    page.getByRole('button', {name, exact: true}).filter({visible: true}).first().click()

  it('lets people log in', async () => {
    const page = await desk.browser.newPage()
    await page.goto(desk.url)
    await see('Log in', page, 'Email or user id')
    await page.close()
    await see('Log in', editor, 'Overview', 'My keys')
    expect(unseen('Log in')).toEqual([])
  })

  it('shows what waits', async () => {
    await see('See what waits', editor, 'Articles by status', 'Sources to look at')
    await editor.getByRole('button', {name: /^Go to /}).click()
    await picture(editor, 'overview')
    await goTo(editor, '/structure/approved')
    await see('See what waits', editor, 'My drafts', 'By language')
    await editor.getByRole('list', {name: 'Approved'}).waitFor()
    expect(unseen('See what waits')).toEqual([])
  })

  it('lets editors write', async () => {
    await goTo(editor, `/structure/article;${article}`)
    await see('Write', editor, 'All articles', 'Paste a whole text as sections', 'Metadata')
    await editor.getByText('Septic arthritis of the knee').first().waitFor()
    await editor.getByText('Jordan Sample, MPH').first().waitFor()
    await picture(editor, 'writing')
    expect(unseen('Write')).toEqual([])
  })

  it('finds sources', async () => {
    await goTo(editor, `/structure/article;${live}`)
    await editor.getByTestId('field-sections').getByText('Causes', {exact: true}).click()
    await editor.getByTestId('cite').click()
    await editor.getByTestId('source-search').fill('bone marrow')
    await editor.getByTestId('source-option').first().click()
    await see('Name the sources', editor, 'Cite a source', 'Supporting excerpt')
    await editor.getByTestId('source-search').fill('marrow')
    await editor.getByTestId('source-option').first().waitFor()
    await picture(editor, 'citing')
    await editor.getByTestId('source-search').fill('A work that nobody wrote')
    await see('Name the sources', editor, 'Make and cite')
    expect(unseen('Name the sources')).toEqual([])
  })

  it('shows what will be published', async () => {
    await goTo(editor, `/structure/article;${live}%2Cview%3Dpreview`)
    await editor.getByTestId('preview-state').getByText('Up to date').waitFor({timeout: 30_000})
    await see('See what will be published', editor, 'What this preview assumes', 'On paper')
    await picture(editor, 'preview')
    expect(unseen('See what will be published')).toEqual([])
  })

  it('submits', async () => {
    await goTo(editor, `/structure/article;${article}`)
    await press(editor, 'Submit for review')
    await editor.getByRole('button', {name: 'Submit version 1', disabled: false}).waitFor()
    await see('Submit for review', editor, 'Wanted reviewers', 'Submit version 1')
    await editor.getByLabel('What changed').fill('First version')
    await picture(editor, 'submit')
    expect(unseen('Submit for review')).toEqual([])
    await press(editor, 'Submit version 1')
    await editor.getByRole('dialog').waitFor({state: 'detached'})
  })

  it('makes keys', async () => {
    await see('Get a key, once', expert, 'Make a passkey', 'Use a software key instead')
    await press(expert, 'Make a passkey')
    const shown = await expert.getByTestId('fingerprint').innerText()
    const command = await expert.getByTestId('approve-command').innerText()
    await expert.getByTestId('approve-command').evaluate(homeAtHand)
    await picture(expert, 'my-keys')
    expect(unseen('Get a key, once')).toEqual([])
    const file = /approve (\S+)/.exec(command)?.[1] ?? ''
    const words = ['--role', 'medical-expert', '--language', 'en', '--credential', 'MD:2015-01-01']
    const approve = ['trust', 'approve', file, '--fingerprint', shown, ...words]
    const env = {MARROW_PASSPHRASE: desk.passphrase}
    await marrow(desk.home, approve, {at: new Date().toISOString(), env})
    await expert.getByText('Your key is approved').first().waitFor({timeout: 30_000})
  })

  it('lets experts review, and editors answer', async () => {
    await goTo(expert, '/structure/to-review')
    await see('Review', expert, 'For me to review')
    await openReview(expert, article)
    await see('Review', expert, 'Notes')
    await expert.getByRole('tab', {name: 'Notes'}).click()
    await expert.getByLabel('Words', {exact: true}).fill(quoted)
    await expert.getByLabel('Comment', {exact: true}).fill('Readers ask how long it takes.')
    await expert.getByLabel('Better words').fill(better)
    await see('Review', expert, 'Changes', 'Leave note')
    await press(expert, 'Leave note')
    await expert.getByRole('button', {name: 'Settled'}).waitFor()
    await press(expert, 'Request changes')
    await see('Review', expert, 'What has to change')
    await press(expert, 'Sign with passkey')
    await expert.getByRole('dialog').waitFor({state: 'detached'})

    await openReview(editor, article)
    await editor.getByRole('tab', {name: /Notes/}).click()
    await see('Review', editor, 'Accept better words', 'Decline')
    await press(editor, 'Accept better words')
    await editor.getByText('Accepted', {exact: true}).waitFor()
    await submit(editor, 2, 'Says how long it takes')

    await press(expert, 'Show version 2')
    await expert.getByRole('tab', {name: 'Changes'}).click()
    await expert.getByTestId('redline').locator('ins').first().waitFor()
    await see('Review', expert, 'Findings')
    await picture(expert, 'review')
    expect(unseen('Review')).toEqual([])
  })

  it('signs', async () => {
    await press(expert, 'Sign off')
    await see('Sign', expert, 'Sign off', 'You declare', 'Sign with passkey')
    await expert.getByLabel('You declare').scrollIntoViewIfNeeded()
    await picture(expert, 'sign')
    expect(unseen('Sign')).toEqual([])
    await press(expert, 'Sign with passkey')
    await expert.getByRole('dialog').waitFor({state: 'detached'})
    await expert.getByRole('tab', {name: 'History'}).click()
    await expert.emulateMedia({colorScheme: 'dark'})
    await expert.getByText('Medical review: signed by').first().waitFor()
    await picture(expert, 'history')
    await expert.emulateMedia({colorScheme: 'light'})
  })

  it('corrects, withdraws and restores', async () => {
    const part = 'After it is out'
    await openReview(expert, withdrawn)
    await see(part, expert, 'Restore')
    await openReview(expert, live)
    await see(part, expert, 'Add a correction')
    await press(expert, 'Withdraw')
    await see(part, expert, 'Severity', 'Public notice')
    expect(unseen(part)).toEqual(['Text still stands'])
  })

  it('says why something is not offered', async () => {
    const part = 'When something is not offered'
    await openReview(editor, article)
    await see(part, editor, ...unseen(part))
    expect(unseen(part)).toEqual([])
  })

  it('left no error in any console, and asked nobody outside', () => {
    expect(desk.faults()).toEqual([])
  })

  it('reaffirms what is due', async () => {
    // A clock that is set is a script, which sandboxed frames refuse loudly: this comes last.
    await expert.clock.setFixedTime('2027-02-01T09:00:00Z')
    await expert.reload()
    await expert.getByTestId('studio-navbar').waitFor()
    await openReview(expert, live)
    await see('After it is out', expert, 'Text still stands')
    expect(unseen('After it is out')).toEqual([])
  })

  it('has no other name that nobody shows, and no picture that nobody takes', () => {
    expect(guide.parts.flatMap((part) => unseen(part))).toEqual([])
    expect(guide.untaken()).toEqual([])
  })
})

/** Runs in the page: names the folder that a home is in by itself; a test's is elsewhere. */
function homeAtHand(command: Element): void {
  const walker = document.createTreeWalker(command, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const {currentNode} = walker
    currentNode.nodeValue = (currentNode.nodeValue ?? '').replace(
      /\S+\/enrolments/,
      '.marrow/enrolments',
    )
  }
}
