import {createHash} from 'node:crypto'

import type {PushOutcome} from '#exports'

import {EgressError} from '../../webhooks/egress-error.ts'
import {postGuarded, type GuardedPost} from '../../webhooks/post-guarded.ts'
import {webhookHeaders} from '../../webhooks/webhook-headers.ts'
import type {WebhookEndpoint} from './read-webhooks.ts'

/** What a message needs of its surroundings. */
export interface SendOptions extends Pick<GuardedPost, 'resolve' | 'timeoutMs'> {
  /** UTC instant of the attempt. */
  now: string
  stop?: AbortSignal
}

/**
 * Tell an endpoint that there is news up to an event, once.
 *
 * @param id The same for every attempt of one message.
 * @returns What it answered, with the beginning of the answer, or why it did not.
 * @throws The reason of `stop`.
 */
export async function sendPush(
  {url, secrets, allow}: WebhookEndpoint,
  id: string,
  seq: number,
  {now, stop, resolve, timeoutMs}: SendOptions,
): Promise<PushOutcome & {body?: string}> {
  const body = JSON.stringify({seq})
  try {
    return await postGuarded({
      url,
      body,
      headers: webhookHeaders(id, now, body, secrets),
      allow,
      resolve,
      ...(timeoutMs !== undefined && {timeoutMs}),
      ...(stop && {stop}),
    })
  } catch (error) {
    if (!(error instanceof EgressError)) throw error
    return {fault: error.message}
  }
}

/** Make the id of a message from what it is about: it is the same after a restart. */
export function messageId(...about: ReadonlyArray<string | number>): string {
  const digest = createHash('sha256').update(JSON.stringify(about)).digest('hex')
  return `evt_${digest.slice(0, 32)}`
}

/** Say where a message went, without what may be secret in an address. */
export function shownUrl(text: string): string {
  const url = new URL(text)
  return `${url.origin}${url.pathname}${url.search === '' ? '' : '?…'}`
}
