import type {Report} from './problem.ts'

/** Report each own field that is not among the allowed names. */
export function checkNames(
  value: Record<string, unknown>,
  allowed: {includes: (name: string) => boolean},
  report: Report,
): void {
  for (const name of Object.keys(value)) {
    if (allowed.includes(name)) continue
    report.inField(name, () => report.add('field-unknown', `There is no field \`${name}\` here`))
  }
}
