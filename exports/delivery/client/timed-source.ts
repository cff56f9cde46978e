import {joined} from './http-source.ts'
import {PullError} from './pull-error.ts'
import type {Source} from './source.ts'

/**
 * Read from a source for so long: what is still coming then is left to the next run.
 *
 * However slow a server is, what ran out or was withdrawn meanwhile has its turn.
 */
export function timedSource(source: Source, longestMs: number): Source {
  const ends = performance.now() + longestMs
  const refuseLate = (path: string): void => {
    if (performance.now() < ends) return
    throw new PullError('unfinished', path, 'is left to the next run: this one took its time')
  }
  const open: Source['open'] = async (path, most, resume) => {
    refuseLate(path)
    const opened = await source.open(path, most, resume)
    return {...opened, chunks: inTime(path, opened.chunks)}
  }
  async function* inTime(
    path: string,
    chunks: AsyncIterable<Uint8Array>,
  ): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      refuseLate(path)
      yield chunk
    }
  }
  return {
    name: source.name,
    open,
    async read(path, most) {
      const parts: Uint8Array[] = []
      for await (const chunk of (await open(path, most)).chunks) parts.push(chunk)
      return joined(parts)
    },
  }
}
