/**
 * Join `--key` with a public key that begins with `-`, as one in 64 does: `parseArgs` would take
 * that for an option.
 */
export function joinKeyArgument(args: readonly string[]): string[] {
  const joined: string[] = []
  for (const word of args) {
    const isKey = joined.at(-1) === '--key' && /^-[\w-]{42}$/.test(word)
    if (isKey) joined[joined.length - 1] = `--key=${word}`
    else joined.push(word)
  }
  return joined
}
