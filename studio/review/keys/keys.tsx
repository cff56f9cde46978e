import {Badge, Card, Container, Flex, Heading, Spinner, Stack, Text} from '@sanity/ui'

import type {Signer, Trust} from '#pipeline'

import {hasDesk} from '../../records/desk-request.ts'
import {useDesk, useRecordsClient} from '../../records/use-records.ts'
import {dayOf} from '../parts/dates.ts'
import {Disclosure, Proofs} from '../parts/disclosure.tsx'
import {Say} from '../parts/say.tsx'
import {usePerson} from '../parts/use-person.ts'
import {maySign} from '../standing/offers.ts'
import {roleNames, signerOf} from '../standing/signer-of.ts'
import {Enrol} from './enrol.tsx'
import {fingerprint} from './fingerprint.ts'

/** What a person signs with: the keys that were approved, and how to get another. */
export function Keys() {
  const person = usePerson()
  const {fault, trust} = useDesk()
  const client = useRecordsClient()
  // A key that is made before may be enrolled for another signer than the one they are.
  const isKnown = trust !== null || !hasDesk(client)
  const signer = trust && signerOf(trust.trust, person)
  return (
    <Card data-testid="my-keys" height="fill" overflow="auto" padding={[3, 4, 5]}>
      <Container width={1}>
        <Stack gap={5}>
          <Heading as="h1" size={2}>
            My keys
          </Heading>
          <Text muted size={1}>
            You sign with a key that only you hold. An administrator approves it once, after
            comparing its fingerprint with you.
          </Text>
          {fault !== null && <Say tone="caution">{fault}.</Say>}
          {trust && !trust.trust.webauthn.origins.includes(location.origin) && (
            <Say tone="caution">
              Passkeys do not sign at this address yet. An administrator runs{' '}
              <code>npm run marrow -- trust origin {location.origin}</code> once.
            </Say>
          )}
          {trust && signer && <Standing signer={signer} trust={trust.trust} />}
          {trust && !signer && maySign(person) && (
            <Say>None of your keys is approved yet. Make one below.</Say>
          )}
          {!maySign(person) && <Say>Your role signs nothing, so you need no key.</Say>}
          {maySign(person) && !isKnown && fault === null && <Spinner muted />}
          {maySign(person) && isKnown && (
            <Enrol person={person} signer={signer} trust={trust?.trust ?? null} />
          )}
        </Stack>
      </Container>
    </Card>
  )
}

function Standing({signer, trust}: {signer: Signer; trust: Trust}) {
  return (
    <Stack gap={4}>
      <Text size={1}>
        {signer.name}, registered as {signer.roles.map((role) => roleNames[role]).join(' and ')} for
        texts in {signer.languages.map((one) => (one === '*' ? 'every language' : one)).join(', ')}
        {signer.credentials.length > 0
          ? `, with ${signer.credentials.map(({name}) => name).join(', ')}`
          : ''}
        .
      </Text>
      {signer.revoked && <Say tone="critical">You were taken off the trust file.</Say>}
      {signer.keys.map((key) => (
        <Card border key={key.keyid} padding={4} radius={2}>
          <Stack gap={3}>
            <Flex align="center" gap={3} wrap="wrap">
              <Text size={1} weight="medium">
                {key.type === 'passkey' ? 'Passkey' : 'Software key'}
              </Text>
              {key.revoked ? (
                <Badge tone="critical">{key.revoked.because}</Badge>
              ) : key.type === 'ed25519' && !trust.policy.softwareKeys ? (
                <Badge tone="caution">not taken any more</Badge>
              ) : (
                <Badge tone="positive">approved</Badge>
              )}
              <Text muted size={1}>
                since {dayOf(key.from)}
              </Text>
            </Flex>
            <Disclosure label="Fingerprint">
              <Proofs
                rows={[
                  ['Fingerprint', fingerprint(key.keyid)],
                  ['Key id', key.keyid],
                ]}
              />
            </Disclosure>
          </Stack>
        </Card>
      ))}
    </Stack>
  )
}
