import {Select, Stack, TextArea} from '@sanity/ui'

import type {Policy, Role, Statement} from '#pipeline'

import {Field} from '../parts/field.tsx'
import {roleNames} from '../standing/signer-of.ts'
import {meanings} from '../timeline/timeline.ts'
import {hasConflicts, hasNotice, type SignedDeed} from './deed-words.ts'
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

const severities: ReadonlyArray<[NonNullable<Statement['severity']>, string]> = [
  ['safety', 'Safety: readers could come to harm'],
  ['editorial', 'Editorial: something is wrong or unclear'],
  ['legal', 'Legal: we must or may not publish it'],
]

/** Ask for the words that a statement needs; most are filled in already. */
export function WordsInput(props: WordsInputProps) {
  const {deed, setWords, words} = props
  return (
    <Stack gap={4}>
      {deed === 'sign-off' && <MeaningInput {...props} />}
      {deed !== 'sign-off' && <RoleInput {...props} />}
      {hasNotice(deed) && (
        <Field id="sign-severity" label="Severity">
          <Select
            id="sign-severity"
            onChange={({currentTarget}) =>
              setWords({...words, severity: currentTarget.value as Words['severity']})
            }
            value={words.severity}
          >
            {severities.map(([value, title]) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {!hasConflicts(deed) && (
        <Words
          hint={deed === 'request-changes' ? undefined : 'For the record; readers do not see it.'}
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
