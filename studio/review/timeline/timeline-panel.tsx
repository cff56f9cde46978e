import {Badge, Card, Flex, Stack, Text} from '@sanity/ui'

import type {ArticleRecords} from '../../records/records.ts'
import {momentOf} from '../parts/dates.ts'
import {useNames} from '../parts/use-names.ts'
import {Disclosure, Proofs} from '../parts/disclosure.tsx'
import {timelineOf, type TimelineEvent} from './timeline.ts'

/** Everything that happened to an article: who, when, what it meant, and whether it verifies. */
export function Timeline({records}: {records: ArticleRecords}) {
  const nameOf = useNames(records.versions.flatMap(({payload}) => payload?.contributors ?? []))
  return (
    <Stack as="ol" gap={3} style={{listStyle: 'none', margin: 0, padding: 0}}>
      {timelineOf(records, nameOf).map((event) => (
        <Event event={event} key={event.key} />
      ))}
    </Stack>
  )
}

function Event({event}: {event: TimelineEvent}) {
  const {at, isPending, meaning, proof, verdict, what, who, why, words} = event
  return (
    <Card as="li" border padding={3} radius={2}>
      <Stack gap={3}>
        <Flex align="flex-start" gap={3} justify="space-between">
          <Text size={1} weight="medium">
            {who} {what}
          </Text>
          <Flex gap={2}>
            {isPending && <Badge tone="caution">Pending</Badge>}
            {verdict === 'holds' && <Badge tone="positive">Verified</Badge>}
            {verdict === 'fails' && <Badge tone="critical">Does not count</Badge>}
          </Flex>
        </Flex>
        <Text muted size={1}>
          {at === '' ? 'At no known time' : <time dateTime={at}>{momentOf(at)}</time>}. {meaning}.
        </Text>
        {why !== null && <Text size={1}>Why: {why}</Text>}
        {words.map((line) => (
          <Text key={line} size={1} style={{whiteSpace: 'pre-wrap'}}>
            {line}
          </Text>
        ))}
        {proof.length > 0 && (
          <Disclosure label="Proof">
            <Proofs rows={proof} />
          </Disclosure>
        )}
      </Stack>
    </Card>
  )
}
