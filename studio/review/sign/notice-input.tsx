import {Card, Select, Stack, Text, TextInput} from '@sanity/ui'

import {Field} from '../parts/field.tsx'
import {Say} from '../parts/say.tsx'
import {useNow} from '../parts/use-now.ts'
import type {SignedDeed} from './deed-words.ts'
import {effectFault, lastMinute, localOf, zoneHere} from './effect.ts'
import {publicWords, severityWords, untilThen, updateOptions} from './public-words.ts'
import type {Words} from './words.ts'

/** What the inputs of a public notice need. */
interface NoticeInputProps {
  deed: SignedDeed
  words: Words
  setWords: (words: Words) => void
}

/** Ask what an update is to those who follow the article, how grave it is, and when it holds. */
export function UpdateInput(props: NoticeInputProps) {
  const {deed, setWords, words} = props
  return (
    <>
      <Field
        hint="Readers, publishers and registries such as Crossref go by it."
        id="sign-update"
        label="Update type"
      >
        <Select
          aria-describedby="sign-update-hint"
          id="sign-update"
          onChange={({currentTarget}) => {
            const {value} = currentTarget
            const option = updateOptions(deed).find(({update}) => (update ?? '') === value)
            if (option) setWords({...words, update: option.update})
          }}
          value={words.update ?? ''}
        >
          {updateOptions(deed).map(({text, update}) => (
            <option key={update} value={update ?? ''}>
              {text}
            </option>
          ))}
        </Select>
      </Field>
      <Field id="sign-severity" label="Severity">
        <Select
          id="sign-severity"
          onChange={({currentTarget}) =>
            setWords({...words, severity: currentTarget.value as Words['severity']})
          }
          value={words.severity}
        >
          {Object.entries(severityWords).map(([value, {meaning, title}]) => (
            <option key={value} value={value}>
              {title}: {meaning}
            </option>
          ))}
        </Select>
      </Field>
      <EffectInput {...props} />
    </>
  )
}

function EffectInput({deed, setWords, words}: NoticeInputProps) {
  const {effective} = words
  return (
    <>
      <Field id="sign-effect" label="Takes effect">
        <Select
          id="sign-effect"
          onChange={({currentTarget}) =>
            setWords({...words, effective: currentTarget.value === 'later' ? '' : null})
          }
          value={effective === null ? 'now' : 'later'}
        >
          <option value="now">At once, when you sign</option>
          <option value="later">At a later time</option>
        </Select>
      </Field>
      {effective !== null && (
        <LaterInput
          deed={deed}
          effective={effective}
          setEffective={(next) => setWords({...words, effective: next})}
        />
      )}
    </>
  )
}

function LaterInput({
  deed,
  effective,
  setEffective,
}: {
  deed: SignedDeed
  effective: string
  setEffective: (effective: string) => void
}) {
  const now = useNow()
  const fault = effective === '' ? null : effectFault({effective}, now)
  return (
    <>
      <Field
        hint={`In your time zone, ${zoneHere()}.`}
        id="sign-effective"
        label="Day and time of effect"
      >
        <TextInput
          aria-describedby="sign-effective-hint"
          id="sign-effective"
          max={lastMinute}
          min={localOf(now)}
          onChange={({currentTarget}) => setEffective(currentTarget.value)}
          required
          type="datetime-local"
          value={effective}
          {...(fault !== null && {'aria-invalid': true})}
        />
      </Field>
      {fault !== null && <Say tone="critical">{fault}</Say>}
      <Say tone="caution">{untilThen[deed]}</Say>
    </>
  )
}

/** Show what everybody will be able to read, before it is signed. */
export function PublicSummary({deed, words}: Pick<NoticeInputProps, 'deed' | 'words'>) {
  return (
    <Card aria-labelledby="sign-public" as="section" border padding={4} radius={2}>
      <Stack gap={4}>
        <Text as="h3" id="sign-public" size={1} weight="medium">
          What will be public
        </Text>
        <Stack as="dl" gap={4} style={{margin: 0}}>
          {publicWords(deed, words).map(([label, value]) => (
            <Stack gap={2} key={label}>
              <Text as="dt" muted size={1}>
                {label}
              </Text>
              <Text
                as="dd"
                size={1}
                style={{margin: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap'}}
              >
                {value}
              </Text>
            </Stack>
          ))}
        </Stack>
      </Stack>
    </Card>
  )
}
