import {given} from '../arguments.ts'
import type {Command} from '../command.ts'
import {CommandError} from '../fault.ts'
import {makeStatement, signingHelp, signingOptions} from '../workspace/statement-command.ts'

export const requestChanges: Command = {
  name: 'request-changes',
  summary: 'Ask for changes: the edition is held until the signer lifts it or signs it off',
  usage: '<edition|article> --as <signer> --key <file> --reason <text> [--lifts <statement>]',
  options: {...signingOptions, reason: {type: 'string'}, lifts: {type: 'string'}},
  help: {
    ...signingHelp,
    reason: 'what has to change',
    lifts: 'id of an earlier change request of the same signer that is settled',
  },
  async run(input) {
    const reason = given(input, 'reason')
    const lifts = given(input, 'lifts')
    if (!reason) throw new CommandError('usage', '--reason is needed: see --help')
    const {statement, edition, signer} = await makeStatement(input, () => ({
      kind: 'change-request',
      reason,
      ...(lifts ? {lifts} : {}),
    }))
    return {
      exit: 0,
      text: lifts
        ? `${signer.name} lifted ${lifts}: ${statement._id}`
        : `${signer.name} asks for changes to ${edition}: ${statement._id}`,
      data: {statement: statement._id, edition, signer: signer.id, lifts: lifts ?? null},
    }
  },
}
