/** Is it a system error with this code, such as `ENOENT`? */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
