import type {Page} from 'playwright-core'

import {emailOf, password, type UserName} from './users.ts'

/**
 * Go to an address of the Studio as a user, through the lake's login page.
 *
 * It begins at that page: to be led there, the Studio has to be loaded once more.
 */
export async function logIn(page: Page, origin: string, user: UserName, path = '/'): Promise<void> {
  await page.goto(`${origin}/login?origin=${encodeURIComponent(origin + path)}`)
  await fillIn(page, user)
}

/** Fill in the lake's login page, and wait for the Studio. */
export async function fillIn(page: Page, user: UserName): Promise<void> {
  await page.getByLabel('Email or user id').fill(emailOf(user))
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', {name: 'Log in', exact: true}).click()
  await page.getByTestId('studio-navbar').waitFor()
}
