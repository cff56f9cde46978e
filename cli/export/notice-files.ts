import {exporters, noticeArtifacts, type Artifact} from '#exports'
import {composeNotice, type Message, type Trust, type Withdrawal} from '#pipeline'

import type {Home} from '../home/paths.ts'
import {readFormatOptions, withOptions} from './format-options.ts'
import {makePrinting} from './printing.ts'

/** Formats that every notice has; others come along where somebody gets them. */
const noticeFormats = ['html', 'json', 'jats']

/** What notices are made with. */
export interface NoticePress {
  home: Home
  trust: Trust
  /** Names of formats that any audience gets. */
  formats: readonly string[]
  /** Receive `notice-failed` for a format that failed: it must not hold up what has to come down. */
  findings: Message[]
}

/** Write the notice that stands where an article was taken out, in each format. */
export async function noticeFiles(
  withdrawal: Withdrawal,
  {home, trust, formats, findings}: NoticePress,
): Promise<Artifact[]> {
  const chosen = exporters.filter(
    ({name}) => noticeFormats.includes(name) || formats.includes(name),
  )
  const world = {
    ...makePrinting(home.dir),
    async readAsset(sha256: string): Promise<Uint8Array> {
      throw new TypeError(`A notice shows no picture, and asks for ${sha256}`)
    },
  }
  return noticeArtifacts(
    composeNotice(withdrawal, trust),
    withOptions(chosen, readFormatOptions(home)),
    world,
    (format, fault) =>
      findings.push({
        ruleId: 'notice-failed',
        severity: 'warning',
        reason: `The notice about ${withdrawal.article} is not there as ${format}: ${fault instanceof Error ? fault.message : String(fault)}`,
        path: withdrawal.edition,
      }),
  )
}
