import type {Role} from './roles.ts'

/** What one may do with a document. `update` covers deleting; `manage` covers datasets and people. */
export type Permission =
  | 'read'
  | 'create'
  | 'update'
  | 'history'
  | 'editHistory'
  | 'mode'
  | 'publish'
  | 'manage'

/**
 * Permissions on the documents that a GROQ filter matches.
 *
 * The lake enforces these very filters on every route, and ships them through `/acl`, so that the
 * Studio shows what the lake allows.
 */
export interface Grant {
  filter: string
  permissions: Permission[]
}

/** Matches every document. */
export const everything = '_id in path("**")'
const published =
  '!(_id in path("drafts.**")) && !(_id in path("versions.**")) && _type != "reviewNote"'
const content = '!(_type in ["edition", "statement"])'
const editions = '_type == "edition" && _id in path("edition.**")'
const statements = '_type == "statement" && _id in path("statement.*")'
const ownNotes = '_type == "reviewNote" && author == identity()'
const siteDocuments = '_type in ["publisher", "siteSettings"]'

const readAll: Grant = {filter: everything, permissions: ['read', 'history']}
const sign: Grant = {filter: statements, permissions: ['read', 'create', 'history']}
const note: Grant = {filter: ownNotes, permissions: ['read', 'create', 'update', 'history']}
const edit: Permission[] = ['read', 'create', 'update', 'history', 'publish']

const byRole: Record<Role, Grant[]> = {
  administrator: [
    readAll,
    {filter: content, permissions: [...edit, 'editHistory', 'mode', 'manage']},
  ],
  editor: [
    readAll,
    {filter: content, permissions: edit},
    {filter: editions, permissions: ['read', 'create', 'history']},
    sign,
  ],
  'medical-expert': [readAll, sign, note],
  publisher: [readAll, {filter: siteDocuments, permissions: edit}, sign, note],
  viewer: [{filter: published, permissions: ['read']}],
}

/** Grants of all these roles together, each once. */
export function grantsFor(roles: readonly Role[]): Grant[] {
  return [...new Set(roles.flatMap((role) => byRole[role]))]
}
