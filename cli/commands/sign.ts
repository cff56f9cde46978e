import {given} from '../arguments.ts'
import type {Command} from '../command.ts'
import {CommandError} from '../fault.ts'
import {makeStatement, signingHelp, signingOptions} from '../workspace/statement-command.ts'

export const sign: Command = {
  name: 'sign',
  summary: 'Sign off one sealed edition, with a key that only the signer holds',
  usage: '<edition|article> --as <signer> --key <file> [--reaffirm | --emergency]',
  options: {
    ...signingOptions,
    reaffirm: {type: 'boolean'},
    emergency: {type: 'boolean'},
    conflicts: {type: 'string'},
  },
  help: {
    ...signingHelp,
    reaffirm: 'the text still stands: extend the review date of an edition that was signed off',
    emergency: "an emergency sign-off, with the trust file's own quorum and deadline",
    conflicts: "the signer's conflicts of interest, in words",
  },
  async run(input) {
    const conflicts = given(input, 'conflicts')
    const {reaffirm, emergency} = input.values
    if (reaffirm && emergency) {
      throw new CommandError('usage', 'Give --reaffirm or --emergency, not both: see --help')
    }
    const {statement, edition, signer} = await makeStatement(input, ({policy}) => {
      if (emergency && !policy.emergency) {
        throw new CommandError(
          'trust',
          'The trust file allows no emergency sign-off: `trust policy` changes that',
        )
      }
      return {
        kind: reaffirm ? 'reaffirmation' : 'sign-off',
        ...(emergency ? {emergency: true} : {}),
        ...(conflicts ? {conflicts} : {}),
      }
    })
    return {
      exit: 0,
      text: `${signer.name} signed ${edition} (${statement.kind}): ${statement._id}`,
      data: {statement: statement._id, edition, kind: statement.kind, signer: signer.id},
    }
  },
}
