import {randomBytes} from 'node:crypto'
import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {writeDurably} from '../home/durable.ts'
import type {Home} from '../home/paths.ts'
import {withStore} from '../lake/with-store.ts'

/** A made-up person who may log in to a sample home. */
interface SamplePerson {
  /** As the sample's trust file names the person, where it does. */
  id: string
  name: string
  role: 'administrator' | 'editor' | 'medical-expert' | 'publisher'
  does: string
}

const people: readonly SamplePerson[] = [
  {id: 'sample-robin', name: 'Robin Sample', role: 'administrator', does: 'may do everything'},
  {id: 'sample-jordan', name: 'Jordan Sample', role: 'editor', does: 'wrote the articles'},
  {id: 'sample-riley', name: 'Riley Sample', role: 'editor', does: 'signs for the editors'},
  {id: 'sample-avery', name: 'Avery Sample', role: 'medical-expert', does: 'signs as a physician'},
  {id: 'sample-blake', name: 'Blake Sample', role: 'medical-expert', does: 'signs as a physician'},
  {id: 'sample-morgan', name: 'Morgan Sample', role: 'publisher', does: 'has the site settings'},
]

/** How the sample people log in. */
export interface SampleLogins {
  /** Where the passwords are kept. */
  file: string
  /** A line each, with the password; null when they were made before. */
  made: string[] | null
}

/**
 * Let the sample people log in to the lake of a sample home, each with a password of their own.
 *
 * The passwords are made once and kept in the home, for its owner alone to read. What a start that was
 * killed left undone is done by the next.
 */
export async function makeSampleLogins(home: Home): Promise<SampleLogins> {
  const file = join(home.dir, 'sample-logins.txt')
  const isNew = !existsSync(file)
  if (isNew) writeDurably(file, textOf(), 0o600)
  const passwords = readPasswords(file)
  await withStore(home, async ({accounts}, {createUser, machineEffects}) => {
    for (const {id, name, role} of people) {
      const password = passwords.get(id)
      if (password === undefined || accounts.user(id)) continue
      const user = {id, name, email: `${id}@example.org`, roles: [role], password}
      await createUser(accounts, user, machineEffects)
    }
  })
  if (!isNew) return {file, made: null}
  return {
    file,
    made: people.map(
      ({id, role, does}) =>
        `${role.padEnd(15)} ${id.padEnd(14)} ${passwords.get(id) ?? ''}   ${does}`,
    ),
  }
}

function textOf(): string {
  return [
    '# Sample people, all made up: log in to the Studio with the user id and the password.',
    ...people.map(({id, role}) => `${id} ${randomBytes(12).toString('base64url')} ${role}`),
    '',
  ].join('\n')
}

function readPasswords(file: string): Map<string, string> {
  const lines = readFileSync(file, 'utf8').split('\n')
  return new Map(
    lines.flatMap((line) => {
      const [id, password] = line.split(' ')
      return id && password && !id.startsWith('#') ? [[id, password] as const] : []
    }),
  )
}
