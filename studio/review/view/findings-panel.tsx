import {Badge, Card, Flex, Stack, Text} from '@sanity/ui'

import type {Message} from '#pipeline'

const tones = {fatal: 'critical', warning: 'caution', info: 'default'} as const
const names = {fatal: 'Must be mended', warning: 'Look at this', info: 'Note'} as const

/** What the pipeline found in a version. */
export function Findings({messages}: {messages: readonly Message[]}) {
  if (messages.length === 0) {
    return (
      <Text muted size={1}>
        Nothing was found.
      </Text>
    )
  }
  return (
    <Stack as="ul" gap={2} style={{listStyle: 'none', margin: 0, padding: 0}}>
      {messages.map(({path, reason, ruleId, severity}, index) => (
        <Card as="li" border key={`${ruleId}-${path}-${index}`} padding={3} radius={2}>
          <Flex align="flex-start" gap={3}>
            <Badge tone={tones[severity]}>{names[severity]}</Badge>
            <Text size={1}>{reason}</Text>
          </Flex>
        </Card>
      ))}
    </Stack>
  )
}
