import {Button, Card, Flex, Heading, Stack, Text, TextInput} from '@sanity/ui'
import {useState} from 'react'

import type {Signer, Trust} from '#pipeline'

import {useRecordsClient} from '../../records/use-records.ts'
import {Disclosure} from '../parts/disclosure.tsx'
import {Field} from '../parts/field.tsx'
import {Say} from '../parts/say.tsx'
import type {Person} from '../standing/signer-of.ts'
import {createPasskey} from './create-passkey.ts'
import {Enrolled as EnrolledCard} from './enrolled.tsx'
import {
  enrolmentOf,
  sendEnrolment,
  signerIdFrom,
  type Enrolled,
  type Enrolment,
} from './enrolment.ts'
import {createKeyFile, passphraseLength} from './key-file.ts'
import {storeKey} from './key-store.ts'
import {saveFile} from './save-file.ts'

/** A key that was just made, and where its enrolment went; null where no server takes it. */
interface Done {
  enrolment: Enrolment
  enrolled: Enrolled | null
}

/** Make a key and hand its public part to the administrator. */
export function Enrol({
  person,
  signer,
  trust,
}: {
  person: Person
  signer: Signer | null
  trust: Trust | null
}) {
  const client = useRecordsClient()
  const [done, setDone] = useState<Done | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const id = signer?.id ?? signerIdFrom(person.id)
  const name = signer?.name ?? person.name

  const make = async (create: () => Promise<Enrolment>) => {
    setBusy(true)
    setFault(null)
    try {
      const enrolment = await create()
      setDone({enrolment, enrolled: await sendEnrolment(client, enrolment)})
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error))
    }
    setBusy(false)
  }
  const makeSoftware = async (passphrase: string) => {
    const file = await createKeyFile(id, passphrase)
    storeKey(file)
    saveFile(`${id}.key.json`, file)
    return enrolmentOf(file, name)
  }
  const isApproved = signer?.keys.some(({keyid}) => keyid === done?.enrolment.keyid)
  if (isApproved) return <Say tone="positive">Your key is approved: you can sign with it.</Say>
  if (done) return <EnrolledCard enrolled={done.enrolled} enrolment={done.enrolment} />
  return (
    <Card border padding={4} radius={2}>
      <Stack gap={5}>
        <Heading as="h2" size={1}>
          {signer ? 'Another key' : 'Make a key'}
        </Heading>
        <Text size={1}>
          A passkey stays on this device or on your security key; you confirm each signature with
          your finger, face or PIN.
        </Text>
        <Flex>
          <Button
            disabled={isBusy}
            loading={isBusy}
            onClick={() => void make(() => createPasskey(id, name))}
            text="Make a passkey"
          />
        </Flex>
        {trust?.policy.softwareKeys !== false && (
          <Disclosure label="Use a software key instead">
            <SoftwareKey
              isBusy={isBusy}
              make={(passphrase) => void make(() => makeSoftware(passphrase))}
            />
          </Disclosure>
        )}
        {fault !== null && <Say tone="critical">{fault}</Say>}
      </Stack>
    </Card>
  )
}

function SoftwareKey({isBusy, make}: {isBusy: boolean; make: (passphrase: string) => void}) {
  const [passphrase, setPassphrase] = useState('')
  return (
    <Stack gap={4}>
      <Text size={1}>
        A software key is a file that a passphrase opens. It is weaker: who has both can sign in
        your name. It is kept in this browser, and saved as a file for you to keep.
      </Text>
      <Field
        hint={`${passphraseLength} characters or more. Nobody can reset it.`}
        id="enrol-passphrase"
        label="Passphrase"
      >
        <TextInput
          aria-describedby="enrol-passphrase-hint"
          autoComplete="new-password"
          id="enrol-passphrase"
          onChange={({currentTarget}) => setPassphrase(currentTarget.value)}
          type="password"
          value={passphrase}
        />
      </Field>
      <Flex>
        <Button
          disabled={isBusy || passphrase.length < passphraseLength}
          mode="ghost"
          onClick={() => make(passphrase)}
          text="Make a software key"
        />
      </Flex>
    </Stack>
  )
}
