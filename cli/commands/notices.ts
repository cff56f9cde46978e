import type {StatementKind} from '#pipeline'

import {choice, required} from '../arguments.ts'
import type {Command} from '../command.ts'
import {makeStatement, signingHelp, signingOptions} from '../workspace/statement-command.ts'

/** Take an edition back. */
export const withdraw = noticeCommand({
  name: 'withdraw',
  kind: 'withdrawal',
  summary: 'Take an edition back: it, and all before it, leave with the next export',
  done: 'withdrew',
})

/** Bring a withdrawn edition back. */
export const restore = noticeCommand({
  name: 'restore',
  kind: 'restoration',
  summary: 'Bring a withdrawn edition back; needs all sign-offs that the policy asks for',
  done: 'asked to restore',
})

/** Attach a public correction. */
export const correct = noticeCommand({
  name: 'correct',
  kind: 'correction',
  summary: 'Attach a public correction notice to an edition',
  done: 'corrected',
})

interface NoticeKind {
  name: string
  kind: StatementKind
  summary: string
  done: string
}

function noticeCommand({name, kind, summary, done}: NoticeKind): Command {
  return {
    name,
    summary,
    usage:
      '<edition|article> --as <signer> --key <file> --reason <text> --notice <text> [--severity safety|editorial|legal]',
    options: {
      ...signingOptions,
      reason: {type: 'string'},
      notice: {type: 'string'},
      severity: {type: 'string'},
    },
    help: {
      ...signingHelp,
      reason: 'for the record',
      notice: 'public words',
      severity: 'safety, editorial or legal (default editorial)',
    },
    async run(input) {
      const severity = choice(input, 'severity', ['safety', 'editorial', 'legal'], 'editorial')
      const reason = required(input, 'reason')
      const notice = required(input, 'notice')
      const {statement, edition, signer} = await makeStatement(input, () => ({
        kind,
        reason,
        notice,
        severity,
      }))
      return {
        exit: 0,
        text: `${signer.name} ${done} ${edition}: ${statement._id}. It takes effect with the next \`export\`.`,
        data: {statement: statement._id, edition, signer: signer.id, severity},
      }
    },
  }
}
