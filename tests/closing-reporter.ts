import type {Reporter, TestCase, TestModule, TestRunEndReason} from 'vitest/node'
import type {SerializedError} from 'vitest'

/** Close a run with what was skipped and why, and one line of counts. */
export default class ClosingReporter implements Reporter {
  onTestRunEnd(
    modules: ReadonlyArray<TestModule>,
    errors: ReadonlyArray<SerializedError>,
    _reason: TestRunEndReason,
  ): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const skipped = tests.filter((test) => test.result().state === 'skipped')
    const passed = tests.filter((test) => test.result().state === 'passed').length
    const broken = modules.filter((module) => module.errors().length > 0).length
    const failed =
      tests.filter((test) => test.result().state === 'failed').length + broken + errors.length

    console.log(skipped.length === 0 ? '\nSkipped: nothing' : '\nSkipped:')
    for (const test of skipped) console.log(`  ${test.fullName}: ${reasonOf(test)}`)
    console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`)
  }
}

function reasonOf(test: TestCase): string {
  const result = test.result()
  return (result.state === 'skipped' && result.note) || 'no reason given'
}
