import {Badge, Button, Card, Flex, Stack, Text} from '@sanity/ui'
import {useState} from 'react'

import {useRecords, useRecordsClient} from '../../records/use-records.ts'
import {momentOf} from '../parts/dates.ts'
import {useNames} from '../parts/use-names.ts'
import {Say} from '../parts/say.tsx'
import {mayEdit, type OfferFacts} from '../standing/offers.ts'
import {sharedSectionsIn} from '../submit/seal-article.ts'
import type {Note} from './notes.ts'
import {acceptanceOf, acceptNote, closeNote} from './store-note.ts'

const states = {
  open: null,
  accepted: 'Accepted',
  declined: 'Declined',
  settled: 'Settled',
} as const

/** One note with what may be done about it. */
export function NoteCard({
  facts,
  note,
  show,
}: {
  facts: OfferFacts
  note: Note
  show: (place: {words?: string}) => void
}) {
  const nameOf = useNames([note.author])
  const {comment, quote, replacement, section} = note
  const state = states[note.state]
  return (
    <Card border padding={3} radius={2} tone={state ? 'transparent' : 'default'}>
      <Stack gap={3}>
        <Flex align="center" gap={2} justify="space-between">
          <Text muted size={1}>
            {nameOf(note.author)}
            {note._createdAt ? `, ${momentOf(note._createdAt)}` : ''}
            {section ? `: ${section}` : ''}
          </Text>
          {state && <Badge>{state}</Badge>}
        </Flex>
        {quote && <Text size={1}>“{quote}”</Text>}
        {comment && (
          <Text size={1} style={{whiteSpace: 'pre-wrap'}}>
            {comment}
          </Text>
        )}
        {replacement && (
          <Text size={1}>
            Better: <ins style={{textDecorationThickness: 1}}>{replacement}</ins>
          </Text>
        )}
        <NoteDeeds facts={facts} note={note} show={show} />
      </Stack>
    </Card>
  )
}

function NoteDeeds({
  facts,
  note,
  show,
}: {
  facts: OfferFacts
  note: Note
  show: (place: {words?: string}) => void
}) {
  const client = useRecordsClient()
  const {documents} = useRecords()
  const [fault, setFault] = useState<string | null>(null)
  const isOpen = note.state === 'open'
  const canEdit = mayEdit(facts.person)
  const isMine = note.author === facts.person.id
  const {content} = facts.records
  const acceptance =
    isOpen && canEdit && note.replacement
      ? acceptanceOf(note, documents, content ? sharedSectionsIn(content) : [])
      : null
  const attempt = (write: Promise<void>) => {
    write.then(
      () => setFault(null),
      (error: unknown) => setFault(error instanceof Error ? error.message : String(error)),
    )
  }
  return (
    <Stack gap={3}>
      <Flex gap={2} wrap="wrap">
        {note.quote && (
          <Small mode="bleed" onClick={() => show({words: note.quote ?? ''})} text="Show" />
        )}
        {acceptance && (
          <Small
            mode="default"
            onClick={() => attempt(acceptNote(client, note, acceptance))}
            text="Accept better words"
          />
        )}
        {isOpen && canEdit && note.replacement && (
          <Small onClick={() => attempt(closeNote(client, note._id, 'declined'))} text="Decline" />
        )}
        {isOpen && (isMine || (canEdit && !note.replacement)) && (
          <Small onClick={() => attempt(closeNote(client, note._id, 'settled'))} text="Settled" />
        )}
      </Flex>
      {isOpen && canEdit && note.replacement && !acceptance && (
        <Text muted size={1}>
          The quoted words are not in the text any more, or more than once: put the better words in
          by hand.
        </Text>
      )}
      {fault !== null && <Say tone="critical">{fault}</Say>}
    </Stack>
  )
}

function Small({
  mode = 'ghost',
  onClick,
  text,
}: {
  mode?: 'bleed' | 'default' | 'ghost'
  onClick: () => void
  text: string
}) {
  return <Button fontSize={1} mode={mode} onClick={onClick} padding={2} text={text} />
}
