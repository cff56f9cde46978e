import {homeAt} from '../../../cli/home/paths.ts'
import {serveDelivery} from '../../../cli/delivery/server/serve-delivery.ts'

/** Serves the repository that it is told of, without a limit of its own, until it is ended. */
const {url} = await serveDelivery({
  home: homeAt(process.env),
  out: process.argv[2]!,
  port: 0,
  clock: () => new Date().toISOString(),
  log: (entry) => {
    if (entry.level === 'error') console.error(JSON.stringify(entry))
  },
  limits: {requestsPerSecond: 1e9, requestsAtOnce: 1e9},
})
console.log(url)

// What is held, once everything is collected that nobody holds any more.
process.on('SIGUSR2', () => {
  globalThis.gc!()
  globalThis.gc!()
  const {heapUsed, external} = process.memoryUsage()
  console.log(heapUsed + external)
})
