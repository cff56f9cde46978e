import type {WithdrawalNotice} from '#pipeline'

import type {Artifact, Exporter, World} from '../exporter.ts'

/**
 * Write the notice of a withdrawal in every format that has one: `index.html`, `article.json`,
 * `article.jats.xml`, `article.pdf`.
 *
 * @param exporters
 *   Those without notices give nothing. Each takes its defaults.
 * @param report
 *   Told of a format that failed, which then is left out: a page that cannot be typeset must not
 *   hold up what has to come down. Without it the failure is thrown.
 */
export async function noticeArtifacts(
  notice: WithdrawalNotice,
  exporters: readonly Exporter[],
  world: World,
  report?: (format: string, fault: unknown) => void,
): Promise<Artifact[]> {
  const artifacts: Artifact[] = []
  for (const exporter of exporters) {
    try {
      artifacts.push(...((await exporter.notice?.(notice, exporter.defaults, world)) ?? []))
    } catch (fault) {
      if (!report) throw fault
      report(exporter.name, fault)
    }
  }
  return artifacts
}
