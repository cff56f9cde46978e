type Cleanup = () => unknown

const [ofTest, ofFile]: [Cleanup[], Cleanup[]] = [[], []]

/**
 * Do something after the test that runs.
 *
 * For modules that test files share: they are loaded once a worker, and a hook that they register
 * themselves would only hold for the first file that loads them.
 */
export function afterThisTest(cleanup: Cleanup): void {
  ofTest.push(cleanup)
}

/** Do something after the test file that runs. */
export function afterThisFile(cleanup: Cleanup): void {
  ofFile.push(cleanup)
}

/** Do what is to be done after a test, the newest first. */
export async function cleanUpTest(): Promise<void> {
  for (const cleanup of ofTest.splice(0).toReversed()) await cleanup()
}

/** Do what is to be done after a test file, the newest first. */
export async function cleanUpFile(): Promise<void> {
  for (const cleanup of ofFile.splice(0).toReversed()) await cleanup()
}
