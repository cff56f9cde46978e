/** One user for each role, under the identities of the sample's trust file where it has one. */
export const users = {
  administrator: {id: 'sample-robin', name: 'Robin Sample', roles: ['administrator']},
  editor: {id: 'sample-riley', name: 'Riley Sample', roles: ['editor']},
  secondEditor: {id: 'sample-jordan', name: 'Jordan Sample', roles: ['editor']},
  expert: {id: 'sample-avery', name: 'Avery Sample', roles: ['medical-expert']},
  secondExpert: {id: 'sample-blake', name: 'Blake Sample', roles: ['medical-expert']},
  publisher: {id: 'sample-morgan', name: 'Morgan Sample', roles: ['publisher']},
  viewer: {id: 'sample-alex', name: 'Alex Sample', roles: ['viewer']},
} as const

export type UserName = keyof typeof users

/** Password of each: they live as long as the test. */
export const password = 'correct horse battery'

export function emailOf(user: UserName): string {
  return `${users[user].id}@example.org`
}
