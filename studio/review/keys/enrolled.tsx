import {Button, Card, Flex, Heading, Stack, Text} from '@sanity/ui'
import {Code} from '@sanity/ui/code'

import {fingerprint} from './fingerprint.ts'
import type {Enrolled as Kept, Enrolment} from './enrolment.ts'
import {saveFile} from './save-file.ts'

/** Tell what happens next: the fingerprint to read out, and what the administrator runs. */
export function Enrolled({enrolled, enrolment}: {enrolled: Kept | null; enrolment: Enrolment}) {
  const shown = fingerprint(enrolment.keyid)
  const command =
    enrolled?.command ??
    `npm run marrow -- trust approve ${enrolment.id}.enrolment.json --fingerprint "<as it is read out>" --role <role>`
  return (
    <Card border padding={4} radius={2} tone="positive">
      <Stack gap={5}>
        <Heading as="h2" size={1}>
          Your key is made. It cannot sign yet
        </Heading>
        <Stack gap={3}>
          <Text size={1}>
            1. Read this fingerprint out to the administrator, by telephone or in person:
          </Text>
          <Text data-testid="fingerprint" size={3} style={{fontFamily: 'monospace'}}>
            {shown}
          </Text>
        </Stack>
        <Stack gap={3}>
          <Text size={1}>
            2. They compare it and run, with your role, languages and credentials:
          </Text>
          <Card overflow="auto" padding={3} radius={2} tone="transparent">
            <Code
              data-testid="approve-command"
              size={1}
              style={{overflowWrap: 'anywhere', whiteSpace: 'pre-wrap'}}
            >
              {command}
            </Code>
          </Card>
        </Stack>
        {!enrolled && (
          <Flex>
            <Button
              mode="ghost"
              onClick={() => saveFile(`${enrolment.id}.enrolment.json`, enrolment)}
              text="Save the enrolment for the administrator"
            />
          </Flex>
        )}
        <Text muted size={1}>
          3. This page tells you when it is approved; nothing else is for you to do.
        </Text>
      </Stack>
    </Card>
  )
}
