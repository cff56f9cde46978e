import type {Command, CommandInput, Outcome} from '../command.ts'
import {CommandError} from '../fault.ts'
import {withHomeLock} from '../home/lock.ts'
import {approve} from '../trust/approve.ts'
import {enrol} from '../trust/enrol.ts'
import {initTrust} from '../trust/init.ts'
import {addOrigin} from '../trust/origin.ts'
import {changePolicy} from '../trust/policy.ts'
import {checkTrust, listTrust} from '../trust/list.ts'
import {endTrust} from '../trust/revoke.ts'
import {rotateRelease} from '../trust/rotate-release.ts'
import {rotateRoot} from '../trust/rotate-root.ts'

const actions: Record<string, (input: CommandInput) => Promise<Outcome>> = {
  init: initTrust,
  list: listTrust,
  enrol,
  approve,
  retire: (input) => endTrust(input, 'retired'),
  revoke: (input) => endTrust(input, 'compromised'),
  policy: changePolicy,
  origin: addOrigin,
  'rotate-root': rotateRoot,
  'rotate-release': rotateRelease,
  check: checkTrust,
}

/** Actions that write the home; a signer enrols on a machine that has none. */
const changing = new Set(
  ['init', 'approve', 'retire', 'revoke', 'policy', 'origin', 'rotate-root', 'rotate-release'].map(
    (name) => actions[name],
  ),
)

export const trust: Command = {
  name: 'trust',
  summary: 'Make, show and change the trust file: who may sign what',
  usage:
    'init | list | enrol | approve <enrolment> | retire <key|signer> | revoke <key|signer> | policy <file> | origin <origin> | rotate-root | rotate-release | check [file]',
  options: {
    publisher: {type: 'string'},
    url: {type: 'string'},
    'passkeys-only': {type: 'boolean'},
    id: {type: 'string'},
    name: {type: 'string'},
    key: {type: 'string'},
    out: {type: 'string'},
    fingerprint: {type: 'string'},
    role: {type: 'string', multiple: true},
    language: {type: 'string', multiple: true},
    identity: {type: 'string', multiple: true},
    credential: {type: 'string', multiple: true},
    from: {type: 'string'},
    keep: {type: 'boolean'},
    with: {type: 'string', multiple: true},
    threshold: {type: 'string'},
    compromised: {type: 'boolean'},
  },
  help: {
    publisher: 'init: name of the publisher',
    url: 'init: its address',
    'passkeys-only': 'init: refuse software keys',
    id: 'enrol: short stable id of the signer',
    name: 'enrol: full name',
    key: 'enrol: where to write the signing key; rotate-root: a root key in the place of the lost one',
    keep: 'rotate-root: the old keys may make the next change, too',
    with: 'rotate-root: another root key that signs the change; may be given several times',
    threshold: 'rotate-root: how many root keys the next change needs (default 1)',
    out: 'enrol: where to write the enrolment (default beside the key)',
    fingerprint: 'approve: as the signer reads it out',
    role: 'approve: editor, medical-expert or publisher; may be given several times',
    language: 'approve: such as en, or *; may be given several times',
    identity: "approve: the signer's identity in the lake, for the four-eyes rule",
    credential: 'approve: NAME:FROM[:UNTIL], such as MD:2015-06-01',
    from: 'retire, revoke, rotate-release --compromised: from when (default now)',
    compromised:
      'rotate-release: somebody else may have the old key, so that readers refuse what it signed',
  },
  async run(input) {
    const name = input.positionals[0] ?? ''
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined
    if (!action)
      throw new CommandError(
        'usage',
        'Give one of init, list, enrol, approve, retire, revoke, policy, origin, rotate-root, rotate-release, check',
      )
    return changing.has(action) ? withHomeLock(input.home, () => action(input)) : action(input)
  },
}
