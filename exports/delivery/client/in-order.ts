import {faultOf, isFault, type PullFault} from './pull-error.ts'

/**
 * Do work on many things, several at once, and hand over what succeeded in their order.
 *
 * What fails is reported and left out; what comes after it does not wait for it. While a handing
 * over goes on, what is ready meanwhile is collected for the next one.
 *
 * @param handOver
 *   Gets things in order, never two calls at once.
 * @throws What `handOver` throws, and bugs of `work`; no work is under way any more then.
 */
export async function inOrder<T>(
  things: readonly T[],
  parallel: number,
  work: (thing: T) => Promise<void>,
  handOver: (done: T[]) => Promise<void>,
): Promise<PullFault[]> {
  const faults: PullFault[] = []
  const outcomes: Array<'good' | 'bad' | undefined> = things.map(() => undefined)
  let next = 0
  let first = 0
  let handing = Promise.resolve()
  let bug: {error: unknown} | undefined

  const flush = async (): Promise<void> => {
    const ready: T[] = []
    for (; outcomes[first] !== undefined; first += 1) {
      if (outcomes[first] === 'good') ready.push(things[first]!)
    }
    if (ready.length > 0) await handOver(ready)
  }
  const worker = async (): Promise<void> => {
    while (next < things.length && !bug) {
      const index = next
      next += 1
      try {
        await work(things[index]!)
        outcomes[index] = 'good'
      } catch (error) {
        outcomes[index] = 'bad'
        if (isFault(error)) faults.push(faultOf(error))
        else bug ??= {error}
      }
      handing = handing.then(flush)
      handing.catch((error: unknown) => {
        bug ??= {error}
      })
    }
  }
  await Promise.all(Array.from({length: Math.max(1, parallel)}, worker))
  await handing
  if (bug) throw bug.error
  return faults
}
