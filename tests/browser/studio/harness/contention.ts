/**
 * Measure how much of a processor a busy program gets at the moment.
 *
 * @returns
 *   How many times as long as alone it takes: 1 on an idle machine.
 */
export function contention(): number {
  const before = process.cpuUsage()
  const started = performance.now()
  let used = 0
  while (used < 200_000) {
    const {user, system} = process.cpuUsage(before)
    used = user + system
  }
  return Math.max(1, ((performance.now() - started) * 1000) / used)
}
