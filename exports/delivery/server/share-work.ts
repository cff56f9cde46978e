/**
 * Have work that several ask for at once done once.
 *
 * @param running What is being done, by key. Whoever clears it has work begun anew for those to come.
 */
export async function shareWork<T>(
  running: Map<string, Promise<T>>,
  key: string,
  work: () => Promise<T>,
): Promise<T> {
  const others = running.get(key)
  if (others) return others
  const own = work()
  running.set(key, own)
  try {
    return await own
  } finally {
    if (running.get(key) === own) running.delete(key)
  }
}
