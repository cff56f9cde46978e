import {Button, Dialog, Stack, Text} from '@sanity/ui'
import {useToast} from '@sanity/ui/toast'
import {useState, type SyntheticEvent} from 'react'

import type {Trust} from '#pipeline'

import type {ArticleRecords, Version} from '../../records/records.ts'
import {useRecords} from '../../records/use-records.ts'
import {zonedMomentOf} from '../parts/dates.ts'
import {FormFoot} from '../parts/form-foot.tsx'
import {Say} from '../parts/say.tsx'
import {useNow} from '../parts/use-now.ts'
import {useRendered} from '../parts/use-rendered.ts'
import type {Offer} from '../standing/offers.ts'
import {signerOf, usableKeys, type Person} from '../standing/signer-of.ts'
import {deedWords, effectOf, type SignedDeed} from './deed-words.ts'
import {MethodInput, useMethod} from './method-input.tsx'
import {Evidence} from './evidence.tsx'
import {hindrance} from './hindrance.ts'
import {firstWords, isComplete, sayingOf, type Words} from './words.ts'
import {WordsInput} from './words-input.tsx'
import {useSigning} from './use-signing.ts'

/** What a signing dialog is about. */
export interface StatementDialogProps {
  deed: SignedDeed
  offer: Offer
  records: ArticleRecords
  trust: Trust
  person: Person
  /** What the words start with, such as the open notes of a change request. */
  start?: Partial<Words>
  onClose: () => void
  onSigned?: () => void
}

/** Ask for what a statement needs, and sign it: one press, and the authenticator's own prompt. */
export function StatementDialog(props: StatementDialogProps) {
  const {deed, onClose} = props
  // What it was opened for stays: a version that comes meanwhile is not signed by the same press.
  const [offer] = useState(props.offer)
  const {version} = offer
  const {action} = deedWords[deed]
  return (
    <Dialog
      header={`${action}: version ${version?.number ?? ''}`}
      id={`marrow-${deed}`}
      onClose={onClose}
      width={deed === 'sign-off' ? 2 : 1}
    >
      {version && (
        <StatementForm {...props} current={props.offer.version} offer={offer} version={version} />
      )}
    </Dialog>
  )
}

/** `current` is the version that the deed is about by now. */
function StatementForm(props: StatementDialogProps & {version: Version; current: Version | null}) {
  const {current, deed, offer, onClose, onSigned, person, records, start, trust, version} = props
  const signer = signerOf(trust, person)
  const {judgedAt} = useRecords()
  const keys = signer ? usableKeys(signer, trust, judgedAt) : []
  const choice = useMethod(keys)
  const signing = useSigning()
  const toast = useToast()
  const [words, setWords] = useState<Words>(() => ({
    ...firstWords(deed, offer.roles, records, signer),
    ...start,
  }))
  const now = useNow()
  const isBusy = signing.phase === 'signing'
  const rendered = useRendered(deed === 'sign-off' ? version.payload : null)
  const hindered = hindrance(deed, version, current, rendered)
  const isReady = choice.method !== null && isComplete(deed, words, now) && !hindered

  const sign = async () => {
    if (!choice.method || !isReady || isBusy) return
    const saying = sayingOf(deed, words, offer.lifts)
    if (!(await signing.sign(version, saying, choice.method))) return
    const title = saying.effective
      ? `Signed. It takes effect ${zonedMomentOf(saying.effective)}`
      : `Version ${version.number} is ${deedWords[deed].done}`
    toast.push({status: 'success', title})
    onSigned?.()
    onClose()
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    void sign()
  }
  return (
    <Stack as="form" gap={5} onSubmit={submit} paddingTop={4} paddingX={4}>
      <Text size={1}>{effectOf(deed, records)}</Text>
      <Evidence deed={deed} records={records} rendered={rendered} trust={trust} version={version} />
      <WordsInput
        deed={deed}
        policy={trust.policy}
        roles={offer.roles}
        setWords={setWords}
        words={words}
      />
      <MethodInput choice={choice} />
      {hindered?.why && !isBusy && <Say tone="critical">{hindered.why}</Say>}
      {signing.fault && <Say tone="critical">{signing.fault}</Say>}
      <FormFoot>
        <Button mode="bleed" onClick={onClose} text="Cancel" type="button" />
        <Button
          disabled={!isReady || isBusy}
          loading={isBusy}
          text={signLabel(choice.key?.type)}
          type="submit"
        />
      </FormFoot>
    </Stack>
  )
}

function signLabel(type: 'passkey' | 'ed25519' | undefined): string {
  return type === 'ed25519' ? 'Sign with software key' : 'Sign with passkey'
}
