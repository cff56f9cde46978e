import {Stack, Text} from '@sanity/ui'

import type {Version} from '../../records/records.ts'
import type {OfferFacts} from '../standing/offers.ts'
import type {Quote} from '../view/quote-of.ts'
import {NoteCard} from './note-card.tsx'
import {NoteComposer} from './note-composer.tsx'
import type {Note} from './notes.ts'

/** Notes about a version, and a place to write one. */
export function Notes({
  facts,
  notes,
  quote,
  show,
  version,
}: {
  facts: OfferFacts
  notes: readonly Note[]
  quote: Quote | null
  show: (place: {words?: string}) => void
  version: Version
}) {
  const mayWrite = facts.person.roles.some((role) => role !== 'viewer')
  return (
    <Stack gap={4}>
      {mayWrite && (
        <NoteComposer
          key={`${quote?.section ?? ''} ${quote?.words ?? ''}`}
          person={facts.person}
          quote={quote}
          version={version}
        />
      )}
      {notes.length === 0 && (
        <Text muted size={1}>
          No notes about this version. Select words in the text to write one about them.
        </Text>
      )}
      {notes.map((note) => (
        <NoteCard facts={facts} key={note._id} note={note} show={show} />
      ))}
    </Stack>
  )
}
