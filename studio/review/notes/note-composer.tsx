import {Button, Card, Flex, Stack, Text, TextArea} from '@sanity/ui'
import {useState, type SyntheticEvent} from 'react'

import type {Version} from '../../records/records.ts'
import {useRecordsClient} from '../../records/use-records.ts'
import {Field} from '../parts/field.tsx'
import {Say} from '../parts/say.tsx'
import type {Person} from '../standing/signer-of.ts'
import type {Quote} from '../view/quote-of.ts'
import {storeNote} from './store-note.ts'

/** Write a note about the words that are selected, or about the whole; better words if one has them. */
export function NoteComposer({
  person,
  quote,
  version,
}: {
  person: Person
  quote: Quote | null
  version: Version
}) {
  const client = useRecordsClient()
  const [words, setWords] = useState(quote?.words ?? '')
  const [comment, setComment] = useState('')
  const [replacement, setReplacement] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const isReady = comment.trim() !== '' || (words.trim() !== '' && replacement.trim() !== '')

  const store = async () => {
    try {
      await storeNote(client, {
        article: version.payload?.article ?? '',
        edition: version.id,
        author: person.id,
        section: quote?.section ?? '',
        quote: words.trim(),
        comment: comment.trim(),
        replacement: words.trim() === '' ? '' : replacement,
      })
      setComment('')
      setReplacement('')
      setWords('')
      setFault(null)
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error))
    }
  }
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (isReady) void store()
  }
  return (
    <Card border padding={3} radius={2}>
      <Stack as="form" gap={4} onSubmit={onSubmit}>
        <Input
          hint="Select them in the text, or type them."
          id="note-quote"
          label="Words"
          onChange={setWords}
          value={words}
        />
        <Input id="note-comment" label="Comment" onChange={setComment} value={comment} />
        {words.trim() !== '' && (
          <Input
            hint="An editor can accept them with one click."
            id="note-replacement"
            label="Better words"
            onChange={setReplacement}
            value={replacement}
          />
        )}
        {fault !== null && <Say tone="critical">{fault}</Say>}
        <Flex align="center" gap={3} justify="space-between">
          <Text muted size={0}>
            Notes are internal. A change request holds the version; notes do not.
          </Text>
          <Button disabled={!isReady} text="Leave note" type="submit" />
        </Flex>
      </Stack>
    </Card>
  )
}

function Input({
  hint,
  id,
  label,
  onChange,
  value,
}: {
  hint?: string
  id: string
  label: string
  onChange: (value: string) => void
  value: string
}) {
  return (
    <Field id={id} label={label} {...(hint !== undefined && {hint})}>
      <TextArea
        id={id}
        onChange={({currentTarget}) => onChange(currentTarget.value)}
        rows={2}
        value={value}
        {...(hint !== undefined && {'aria-describedby': `${id}-hint`})}
      />
    </Field>
  )
}
