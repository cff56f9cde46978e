import {Webhook} from 'standardwebhooks'

/**
 * Sign a message as https://www.standardwebhooks.com says.
 *
 * @param id The same for every attempt of one message.
 * @param now UTC instant of this attempt.
 * @param secrets More than one while a secret is being replaced; none for no signature.
 */
export function webhookHeaders(
  id: string,
  now: string,
  body: string,
  secrets: readonly Uint8Array[],
): Record<string, string> {
  const at = new Date(now)
  const signatures = secrets.map((secret) => {
    return new Webhook(secret, {format: 'raw'}).sign(id, at, body)
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    ...(signatures.length > 0 && {'webhook-signature': signatures.join(' ')}),
  }
}
