import type {VFile} from 'vfile'

import type {Message} from './composition.ts'

/**
 * Report a finding about content: a VFile message of source `marrow` with a keyed path.
 *
 * A fatal one is collected, not thrown, so that one run names every fault; `publish` refuses it.
 *
 * @param file
 *   Receives the message; its `file` field holds the keyed path.
 */
export function report(file: VFile, message: Message): void {
  const options = {ruleId: message.ruleId, source: 'marrow'}
  const reported =
    message.severity === 'info'
      ? file.info(message.reason, options)
      : file.message(message.reason, options)
  if (message.severity === 'fatal') reported.fatal = true
  reported.file = message.path
}

/** Turn the messages of a file into plain data, in the order of their report, each once. */
export function toMessages(file: VFile): Message[] {
  const messages = new Map<string, Message>()
  for (const {fatal, file: path, reason, ruleId} of file.messages) {
    const message: Message = {
      ruleId: ruleId ?? '',
      severity: fatal ? 'fatal' : fatal === undefined ? 'info' : 'warning',
      reason,
      path: path ?? '',
    }
    messages.set(JSON.stringify(message), message)
  }
  return [...messages.values()]
}
