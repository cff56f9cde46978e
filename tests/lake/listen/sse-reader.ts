/** An event of a stream, as a browser reads it. */
export interface ReadEvent {
  name: string
  id: string
  data: Record<string, any>
}

/** Read server-sent events; comments are left out. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ReadEvent> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of body) {
    text += decoder.decode(chunk, {stream: true})
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
      const lines = text.slice(0, end).split('\n')
      text = text.slice(end + 2)
      const field = (name: string): string | undefined =>
        lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2)
      const name = field('event')
      if (name === undefined) continue
      yield {name, id: field('id') ?? '', data: JSON.parse(field('data') ?? '{}') as object}
    }
  }
}
