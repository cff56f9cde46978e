import {Button, Dialog, Stack, TextArea} from '@sanity/ui'
import {useToast} from '@sanity/ui/toast'
import {useState, type SyntheticEvent} from 'react'

import type {ArticleRecords} from '../../records/records.ts'
import {useRecords, useTrust} from '../../records/use-records.ts'
import {Field} from '../parts/field.tsx'
import {FormFoot} from '../parts/form-foot.tsx'
import {Say} from '../parts/say.tsx'
import {Contents} from './contents.tsx'
import {ReviewersInput} from './reviewers-input.tsx'
import {useSealing} from './use-sealing.ts'

/** Submit an article for review: shows what a version would contain, then seals it. */
export function SubmitDialog({onClose, records}: {onClose: () => void; records: ArticleRecords}) {
  const number = Math.max(0, ...records.versions.map((version) => version.number)) + 1
  return (
    <Dialog
      header={`Submit for review: version ${number}`}
      id="marrow-submit"
      onClose={onClose}
      width={1}
    >
      <SubmitForm number={number} onClose={onClose} records={records} />
    </Dialog>
  )
}

function SubmitForm({
  number,
  onClose,
  records,
}: {
  number: number
  onClose: () => void
  records: ArticleRecords
}) {
  const {documents} = useRecords()
  const trust = useTrust()
  const toast = useToast()
  const [changeNote, setChangeNote] = useState('')
  const [reviewers, setReviewers] = useState<string[]>(records.wantedReviewers)
  const [dueDate, setDueDate] = useState(records.dueDate ?? '')
  const {fault, isBusy, sealed, submit} = useSealing(records)

  const send = async () => {
    const done = await submit(changeNote.trim(), {reviewers, dueDate: dueDate || null})
    if (!done) return
    toast.push({
      status: done.warning ? 'warning' : 'success',
      title: `Version ${done.number} is in review`,
      ...(done.warning && {description: done.warning}),
    })
    onClose()
  }
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault()
    void send()
  }
  return (
    <Stack as="form" gap={5} onSubmit={onSubmit} paddingTop={4} paddingX={4}>
      <Contents number={number} sealed={sealed} trust={trust?.trust ?? null} />
      <Field
        id="submit-note"
        label="What changed"
        hint="For the reviewers; sealed with the version."
      >
        <TextArea
          aria-describedby="submit-note-hint"
          id="submit-note"
          onChange={({currentTarget}) => setChangeNote(currentTarget.value)}
          rows={2}
          value={changeNote}
        />
      </Field>
      {records.kind === 'article' && (
        <ReviewersInput
          documents={documents}
          dueDate={dueDate}
          reviewers={reviewers}
          setDueDate={setDueDate}
          setReviewers={setReviewers}
        />
      )}
      {fault && <Say tone="critical">{fault}</Say>}
      <FormFoot>
        <Button mode="bleed" onClick={onClose} text="Cancel" type="button" />
        <Button
          disabled={!sealed || isBusy}
          loading={isBusy}
          text={`Submit version ${number}`}
          type="submit"
        />
      </FormFoot>
    </Stack>
  )
}
