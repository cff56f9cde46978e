import type * as LakeModule from '#lake'
import type {Store, Token, User} from '#lake'

import {given, required, several} from '../arguments.ts'
import type {Command, CommandInput, Outcome} from '../command.ts'
import {CommandError} from '../fault.ts'
import {askPassword} from '../lake/ask-password.ts'
import {ownUser} from '../lake/open-lake.ts'
import {withStore} from '../lake/with-store.ts'
import {table} from '../terminal/table.ts'

type Lake = typeof LakeModule
type Action = (input: CommandInput, store: Store, lake: Lake) => Promise<Outcome> | Outcome

const actions: Record<string, Action> = {
  add,
  list,
  disable: (input, store, lake) => switchUser(input, store, lake, true),
  enable: (input, store, lake) => switchUser(input, store, lake, false),
  roles: changeRoles,
  password: changePassword,
  token,
  tokens: listTokens,
  revoke,
}

export const users: Command = {
  name: 'users',
  summary: 'Manage who may use the lake: people, their roles, tokens for programs',
  usage: `add <id> | list | disable <id> | enable <id> | roles <id> | password <id> | token <id> | tokens | revoke <token id>`,
  options: {
    name: {type: 'string'},
    email: {type: 'string'},
    role: {type: 'string', multiple: true},
    'no-password': {type: 'boolean'},
    label: {type: 'string'},
  },
  help: {
    name: 'add: full name',
    email: 'add: address to log in with',
    role: 'add, roles: administrator, editor, medical-expert, publisher or viewer; may be given several times',
    'no-password': 'add: the user cannot log in, and only gets tokens',
    label: 'token: what it is for',
  },
  async run(input) {
    const name = input.positionals[0] ?? ''
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined
    if (!action) {
      throw new CommandError('usage', `Give one of ${Object.keys(actions).join(', ')}`)
    }
    return withStore(input.home, (store, lake) => action(input, store, lake))
  },
}

async function add(input: CommandInput, store: Store, lake: Lake): Promise<Outcome> {
  const id = idOf(input)
  const user = {
    id,
    name: required(input, 'name'),
    email: required(input, 'email'),
    roles: several(input, 'role'),
  }
  const password = input.values['no-password'] ? undefined : await askPassword(input.env, id)
  const created = await lake.createUser(
    store.accounts,
    {...user, ...(password !== undefined && {password})},
    lake.machineEffects,
  )
  return said(`${id} may use the lake as ${created.roles.join(', ')}`, shown(created))
}

function list(_input: CommandInput, {accounts}: Store): Outcome {
  const found = accounts.users()
  const rows = found.map((user) => [
    user.id,
    user.name,
    user.email,
    user.roles.join(', '),
    user.disabled ? 'disabled' : user.passwordHash ? 'password' : 'tokens only',
  ])
  return said(table([['id', 'name', 'email', 'roles', ''], ...rows]), found.map(shown))
}

function switchUser(input: CommandInput, {accounts}: Store, lake: Lake, off: boolean): Outcome {
  const id = idOf(input)
  lake.setDisabled(accounts, id, off)
  return said(`${id} is ${off ? 'disabled: nothing of theirs opens the lake' : 'enabled'}`, {
    id,
    disabled: off,
  })
}

function changeRoles(input: CommandInput, {accounts}: Store, lake: Lake): Outcome {
  const [id, roles] = [idOf(input), several(input, 'role')]
  lake.setRoles(accounts, id, roles)
  return said(`${id} is now ${roles.join(', ')}`, {id, roles})
}

async function changePassword(
  input: CommandInput,
  {accounts}: Store,
  lake: Lake,
): Promise<Outcome> {
  const id = idOf(input)
  if (!accounts.user(id)) throw new CommandError('not-found', `There is no user ${id}`)
  await lake.setPassword(accounts, id, await askPassword(input.env, id), lake.machineEffects)
  return said(`${id} has a new password; their sessions have ended`, {id})
}

/** The one place where a token is shown. */
function token(input: CommandInput, {accounts}: Store, lake: Lake): Outcome {
  const label = given(input, 'label') ?? ''
  const issued = lake.issueToken(accounts, {user: idOf(input), label}, lake.machineEffects)
  return said(
    `${issued.token}\nIt is shown this once. Its id is ${issued.record.id}: \`users revoke\` takes it.`,
    {
      token: issued.token,
      ...plain(issued.record),
    },
  )
}

function listTokens(input: CommandInput, {accounts}: Store): Outcome {
  const found = accounts.tokens(input.positionals[1])
  const rows = found.map(({id, user, label, createdAt, revokedAt}) => [
    id,
    user,
    createdAt,
    revokedAt ? `revoked ${revokedAt}` : 'live',
    label,
  ])
  return said(table([['id', 'user', 'issued', '', 'label'], ...rows]), found.map(plain))
}

function revoke(input: CommandInput, {accounts}: Store, lake: Lake): Outcome {
  const id = idOf(input)
  lake.revokeToken(accounts, id, lake.machineEffects)
  return said(`The token ${id} is revoked`, {id})
}

function idOf({positionals}: CommandInput): string {
  const [, id, ...more] = positionals
  if (id === ownUser) {
    throw new CommandError(
      'refused',
      `${ownUser} is Marrow itself, which may write in the name of others: choose another id`,
    )
  }
  if (id !== undefined && more.length === 0) return id
  throw new CommandError('usage', `\`users ${positionals[0]}\` takes one id: see --help`)
}

function shown({passwordHash, ...user}: User): object {
  return {...user, password: passwordHash !== undefined}
}

/** A token's record, without the hash. */
function plain({id, user, label, createdAt, revokedAt}: Token): object {
  return {id, user, label, createdAt, revokedAt}
}

function said(text: string, data: unknown): Outcome {
  return {exit: 0, text, data}
}
