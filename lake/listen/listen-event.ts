/** What a listener is sent. */
export interface ListenEvent {
  name: 'welcome' | 'welcomeback' | 'reset' | 'mutation' | 'disconnect' | 'heartbeat'
  /** Where the client has got to once it has this event. */
  id?: string
  data?: object
}

/** How long a client waits before it comes back; the default of browsers is some seconds. */
const retryMs = 1000

/**
 * Write an event as server-sent events have it.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function toServerSentEvent({name, id, data}: ListenEvent): string {
  if (name === 'heartbeat') return ':\n\n'
  const isFirst = name === 'welcome' || name === 'welcomeback'
  const lines = [
    ...(isFirst ? [`retry: ${retryMs}`] : []),
    `event: ${name}`,
    ...(id === undefined ? [] : [`id: ${id}`]),
    `data: ${JSON.stringify(data ?? {})}`,
  ]
  return `${lines.join('\n')}\n\n`
}
