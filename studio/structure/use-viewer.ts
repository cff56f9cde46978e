import {useEffect, useMemo, useState} from 'react'

import type {RawDocument, Signer, Trust} from '#pipeline'

import {
  fetchHistory,
  useRecords,
  useRecordsClient,
  type ArticleRecords,
  type ArticleStatus,
} from '../records/index.ts'
import {usePerson} from '../review/parts/use-person.ts'
import {missingRoles} from '../review/standing/offers.ts'
import {signerOf} from '../review/standing/signer-of.ts'
import type {Viewer} from './tasks.ts'

/** Who looks at the lists, with what they have edited since the last versions. */
export function useViewer(): Viewer {
  const {desk, articles, documents, judgedAt} = useRecords()
  const person = usePerson()
  const drafts = useMemo(
    () => [...articles.values()].filter(({work}) => work === 'draft'),
    [articles],
  )
  const edited = useEdited(drafts, person.id)
  const trust = desk.trust?.trust
  return useMemo(() => {
    const signer = trust ? signerOf(trust, person) : null
    return {
      id: person.id,
      roles: person.roles,
      people: signer ? peopleOf(signer, documents) : [],
      edited,
      signable: signer && trust ? signableBy(signer, trust, articles) : none,
      today: judgedAt.slice(0, 10),
    }
  }, [person, trust, documents, articles, edited, judgedAt])
}

/** Find the articles in review that lack a signature of a role of this signer. */
function signableBy(
  {roles}: Signer,
  {policy}: Trust,
  articles: ReadonlyMap<string, ArticleRecords>,
): ReadonlySet<string> {
  const found = [...articles.values()]
    .filter(({work}) => work === 'in-review')
    .filter((records) =>
      missingRoles(records, policy[records.kind]).some((role) => roles.includes(role)),
    )
  return new Set(found.map(({article}) => article))
}

/** Find the documents about a signer: people of their name. */
function peopleOf({id, name}: Signer, documents: ReadonlyMap<string, RawDocument>): string[] {
  return [...documents.values()]
    .filter((document) => document._type === 'person')
    .filter((document) => document._id === id || document['name'] === name)
    .map(({_id}) => _id.replace(/^drafts\./, ''))
}

const none: ReadonlySet<string> = new Set()

/** Find the drafts that a person changed since the last version, from the lake's history. */
function useEdited(drafts: readonly ArticleStatus[], identity: string): ReadonlySet<string> {
  const client = useRecordsClient()
  const [edited, setEdited] = useState(none)
  const asked = drafts
    .map(({article, newest, editedAt}) => `${article} ${newest?.sealedAt ?? ''} ${editedAt}`)
    .join('\n')

  useEffect(() => {
    let isCurrent = true
    const find = async (): Promise<void> => {
      const sealed = new Map(
        asked
          .split('\n')
          .filter(Boolean)
          .map((line) => line.split(' ').slice(0, 2) as [string, string]),
      )
      const changes = sealed.size > 0 ? await fetchHistory(client, [...sealed.keys()]) : []
      const mine = changes
        .filter(({author}) => author === identity)
        .map(({document, at}) => ({article: document.replace(/^drafts\./, ''), at}))
        .filter(({article, at}) => at > (sealed.get(article) ?? ''))
      if (isCurrent) setEdited(new Set(mine.map(({article}) => article)))
    }
    // A role that may not read the history has no drafts of its own.
    find().catch(() => isCurrent && setEdited(none))
    return () => {
      isCurrent = false
    }
  }, [asked, client, identity])
  return edited
}
