import {Select, Stack, TextArea} from '@sanity/ui'

import type {Policy, Role} from '#pipeline'

import {Field} from '../parts/field.tsx'
import {roleNames} from '../standing/signer-of.ts'
import {meanings} from '../timeline/timeline.ts'
import {hasConflicts, hasNotice, type SignedDeed} from './deed-words.ts'
import {PublicSummary, UpdateInput} from './notice-input.tsx'
import type {Words} from './words.ts'

/** What the inputs of a statement need. */
interface WordsInputProps {
  deed: SignedDeed
  roles: readonly Role[]
  policy: Policy
  words: Words
  setWords: (words: Words) => void
}

const meaningOf: Readonly<Record<Role, string>> = {
  editor: 'editorial-review',
  'medical-expert': 'medical-review',
  publisher: 'publisher-review',
}

/** Ask for the words that a statement needs; most are filled in already. */
export function WordsInput(props: WordsInputProps) {
  const {deed, setWords, words} = props
  return (
    <Stack gap={4}>
      {deed === 'sign-off' && <MeaningInput {...props} />}
      {deed !== 'sign-off' && <RoleInput {...props} />}
      {hasNotice(deed) && <UpdateInput deed={deed} setWords={setWords} words={words} />}
      {!hasConflicts(deed) && (
        <Words
          hint={reasonHint(deed)}
          id="sign-reason"
          label={deed === 'request-changes' ? 'What has to change' : 'Reason'}
          onChange={(reason) => setWords({...words, reason})}
          rows={deed === 'request-changes' ? 8 : 3}
          value={words.reason}
        />
      )}
      {hasNotice(deed) && (
        <Words
          hint="Readers and publishers see these words."
          id="sign-notice"
          label="Public notice"
          onChange={(notice) => setWords({...words, notice})}
          rows={3}
          value={words.notice}
        />
      )}
      {hasNotice(deed) && <PublicSummary deed={deed} words={words} />}
      {hasConflicts(deed) && (
        <Words
          hint="Published with your name. Change it if it is not so."
          id="sign-conflicts"
          label="You declare"
          onChange={(conflicts) => setWords({...words, conflicts})}
          rows={2}
          value={words.conflicts}
        />
      )}
    </Stack>
  )
}

function reasonHint(deed: SignedDeed): string | undefined {
  if (deed === 'request-changes') return undefined
  return hasNotice(deed)
    ? 'For the record. Pages do not show it, but publishers get it with the signed statement.'
    : 'For the record; readers do not see it.'
}

/** What the signature means: the review of a role, or an emergency where the rules know one. */
function MeaningInput({policy, roles, setWords, words}: WordsInputProps) {
  const options = [
    ...roles.map((role) => ({role, isEmergency: false, meaning: meaningOf[role]})),
    ...(policy.emergency
      ? roles.map((role) => ({role, isEmergency: true, meaning: 'emergency'}))
      : []),
  ]
  return (
    <Field id="sign-meaning" label="What your signature means">
      <Select
        id="sign-meaning"
        onChange={({currentTarget}) => {
          const option = options.find((one) => nameOf(one) === currentTarget.value)
          if (option) setWords({...words, role: option.role, isEmergency: option.isEmergency})
        }}
        value={nameOf(words)}
      >
        {options.map((option) => (
          <option key={nameOf(option)} value={nameOf(option)}>
            {meanings[option.meaning]}
            {option.isEmergency && roles.length > 1 ? ` (as ${roleNames[option.role]})` : ''}
          </option>
        ))}
      </Select>
    </Field>
  )
}

/** Tell the options of a select apart. */
function nameOf({isEmergency, role}: {isEmergency: boolean; role: Role}): string {
  return `${role}${isEmergency ? ' emergency' : ''}`
}

function RoleInput({roles, setWords, words}: WordsInputProps) {
  if (roles.length < 2) return null
  return (
    <Field id="sign-role" label="You speak as">
      <Select
        id="sign-role"
        onChange={({currentTarget}) => setWords({...words, role: currentTarget.value as Role})}
        value={words.role}
      >
        {roles.map((role) => (
          <option key={role} value={role}>
            {roleNames[role]}
          </option>
        ))}
      </Select>
    </Field>
  )
}

function Words({
  hint,
  id,
  label,
  onChange,
  rows,
  value,
}: {
  hint?: string | undefined
  id: string
  label: string
  onChange: (value: string) => void
  rows: number
  value: string
}) {
  return (
    <Field id={id} label={label} {...(hint !== undefined && {hint})}>
      <TextArea
        id={id}
        onChange={({currentTarget}) => onChange(currentTarget.value)}
        rows={rows}
        value={value}
        {...(hint !== undefined && {'aria-describedby': `${id}-hint`})}
      />
    </Field>
  )
}
