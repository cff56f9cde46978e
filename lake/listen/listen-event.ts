/** What a listener is sent. */
export interface ListenEvent {
  name: 'welcome' | 'welcomeback' | 'reset' | 'mutation' | 'disconnect' | 'heartbeat'
  /** Where the client has got to once it has this event. */
  id?: string
  data?: object
}

/**
 * Write an event as server-sent events have it.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function toServerSentEvent({name, id, data}: ListenEvent): string {
  if (name === 'heartbeat') return ':\n\n'
  const lines = [`event: ${name}`, ...(id === undefined ? [] : [`id: ${id}`])]
  return `${lines.join('\n')}\ndata: ${JSON.stringify(data ?? {})}\n\n`
}
