import type {Page} from 'playwright-core'

/** Chromium's word for presence saying goodbye as its page is left, when its socket has gone already. */
const goodbye = 'WebSocket is already in CLOSING or CLOSED state.'

/**
 * Note what must not happen in a page: an error in its console, an exception that nobody caught, a
 * request to anything but `origin`.
 *
 * @returns The faults so far, which grow.
 */
export function watchPage(page: Page, origin: string, name: string): string[] {
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() !== 'error' || message.text() === goodbye) return
    faults.push(`${name}: console: ${message.text().slice(0, 500)} (${message.location().url})`)
  })
  page.on('pageerror', (error) => {
    faults.push(`${name}: exception: ${(error.stack ?? error.message).slice(0, 800)}`)
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    const isOwn = url.origin === origin || url.protocol === 'blob:' || url.protocol === 'data:'
    if (!isOwn) faults.push(`${name}: outside request: ${request.method()} ${url.href}`)
  })
  page.on('websocket', (socket) => {
    const isOwn = new URL(socket.url()).host === new URL(origin).host
    if (!isOwn) faults.push(`${name}: outside socket: ${socket.url()}`)
  })
  return faults
}
