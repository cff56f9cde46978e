import type {Role} from '../../../lake/access/roles.ts'
import {commit} from '../../../lake/mutations/commit.ts'
import type {TestLake} from '../http/harness.ts'

export type Who = Role | 'nobody' | 'public'

/** One document of each kind, by kind. */
export const documents = {
  article: {_id: 'art', _type: 'article', title: 'Published'},
  draft: {_id: 'drafts.art', _type: 'article', title: 'Secret draft'},
  version: {_id: 'versions.r1.art', _type: 'article', title: 'Secret version'},
  publisher: {_id: 'pub', _type: 'publisher', name: 'Health Daily'},
  edition: {_id: 'edition.art.1', _type: 'edition', payload: '{}', digest: 'aa'},
  statement: {_id: 'statement.0011', _type: 'statement', envelope: '{}'},
} as const

export type Kind = keyof typeof documents
export const kinds = Object.keys(documents) as Kind[]
export const ids = kinds.map((kind) => documents[kind]._id)
const published: Kind[] = ['article', 'publisher', 'edition', 'statement']

/** Which kinds each may read, create anew, and change or delete. */
export const table: Record<Who, {read: Kind[]; create: Kind[]; change: Kind[]}> = {
  administrator: {
    read: kinds,
    create: ['article', 'draft', 'version', 'publisher'],
    change: ['article', 'draft', 'version', 'publisher'],
  },
  editor: {
    read: kinds,
    create: kinds,
    change: ['article', 'draft', 'version', 'publisher'],
  },
  'medical-expert': {read: kinds, create: ['statement'], change: []},
  publisher: {read: kinds, create: ['publisher', 'statement'], change: ['publisher']},
  viewer: {read: published, create: [], change: []},
  // a lake that grants the public what is at the root, as a public dataset of the hosted one
  public: {read: ['article', 'publisher'], create: [], change: []},
  nobody: {read: [], create: [], change: []},
}
export const everyone = Object.keys(table) as Who[]

export const data = '/v2025-02-19/data'

/** Put one document of each kind into a lake, and one that refers to drafts. */
export async function fill({store}: TestLake): Promise<void> {
  const links = ['art', 'drafts.art', 'versions.r1.art'].map((_ref, at) => ({
    _type: 'reference',
    _key: `k${at}`,
    _ref,
    _weak: true,
  }))
  await commit(store, 'production', {
    mutations: [...kinds.map((kind) => documents[kind]), {_id: 'linker', _type: 'note', links}].map(
      (document) => ({create: document}),
    ),
    author: 'p-editor',
    at: '2026-11-22T09:00:00.000Z',
  })
}
