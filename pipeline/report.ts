import type {Point} from 'unist'
import type {VFile, VFileMessage} from 'vfile'

/** How bad a finding is; `fatal` means that nothing may be published. */
export type Severity = 'fatal' | 'warning' | 'info'

/**
 * Add a finding about content to `file`, and carry on.
 *
 * The keyed path is kept in the message's `file` field, which is where the VFile ecosystem looks
 * for the place of a message; a point in Markdown is added to it as `:line:column`.
 *
 * @param path
 *   Keyed path in the article, such as `sections[_key=="s1"].body[_key=="b3"]`.
 */
export function report(
  file: VFile,
  severity: Severity,
  ruleId: string,
  reason: string,
  path: string,
  point?: Point,
): VFileMessage {
  const message = file.message(reason, {
    ruleId,
    source: 'marrow',
    ...(point && {place: point}),
  })
  message.fatal = severity === 'fatal' ? true : severity === 'warning' ? false : undefined
  message.file = point ? `${path}:${point.line}:${point.column}` : path
  return message
}
