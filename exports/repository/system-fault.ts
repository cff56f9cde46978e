/** What to do about what a system refuses, by its name for it. */
const remedies: Readonly<Record<string, string>> = {
  EACCES: 'let Marrow read and write there',
  EPERM: 'let Marrow read and write there',
  EROFS: 'mount that disk so that it can be written',
  ENOSPC: 'make room on that disk',
  EDQUOT: 'make room in that quota',
  EMFILE: 'let this program open more files (`ulimit -n`)',
  ENFILE: 'let this machine open more files (`fs.file-max`)',
  EIO: 'see whether that disk is sound',
}

/** Name what the system refused, such as `ENOSPC`; undefined where it was no fault of the machine. */
export function systemCode(error: unknown): string | undefined {
  // What names an address is the network's.
  if (!(error instanceof Error) || 'address' in error) return undefined
  const code = 'code' in error ? String(error.code) : ''
  return Object.hasOwn(remedies, code) ? code : systemCode(error.cause)
}

/** Say what failed, why, and what to do where it was the machine; each once. */
export function describeFault(error: Error): string {
  const {message, cause} = error
  const isNews = (text: string): boolean => text !== '' && !message.includes(text)
  const why = cause instanceof Error && isNews(cause.message) ? ` (${cause.message})` : ''
  const remedy = remedies[systemCode(error) ?? ''] ?? ''
  return message + why + (isNews(remedy) ? `; ${remedy}` : '')
}
