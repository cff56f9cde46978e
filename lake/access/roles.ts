/** What a person may be in the lake. A person may hold several. */
export type Role = 'administrator' | 'editor' | 'medical-expert' | 'publisher' | 'viewer'

/** Every role, with the words that the Studio shows. */
export const roles: Record<Role, {title: string; description: string}> = {
  administrator: {
    title: 'Administrator',
    description: 'Manages datasets and people, and edits; seals and signs nothing',
  },
  editor: {title: 'Editor', description: 'Writes and edits, seals editions, signs as an editor'},
  'medical-expert': {
    title: 'Medical expert',
    description: 'Reads drafts and signs as a medical expert; edits nothing',
  },
  publisher: {
    title: 'Publisher',
    description: 'Keeps publishers and site settings, signs as the publisher',
  },
  viewer: {title: 'Viewer', description: 'Reads what is published, never a draft'},
}

export const roleNames = Object.keys(roles) as Role[]

export function isRole(value: unknown): value is Role {
  return typeof value === 'string' && Object.hasOwn(roles, value)
}
