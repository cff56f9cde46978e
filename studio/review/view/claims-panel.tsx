import {Badge, Button, Card, Flex, Stack, Text} from '@sanity/ui'

import type {Claim} from '../parts/claims.ts'

const doubts: Readonly<Record<string, string>> = {
  retracted: 'Retracted',
  'expression-of-concern': 'Doubted',
  corrected: 'Corrected',
}

/** Each claim with what its sources say. */
export function Claims({
  claims,
  show,
}: {
  claims: readonly Claim[]
  show: (place: {id?: string; words?: string}) => void
}) {
  if (claims.length === 0) {
    return (
      <Text muted size={1}>
        Nothing in this text cites a source.
      </Text>
    )
  }
  return (
    <Stack as="ol" gap={3} style={{listStyle: 'none', margin: 0, padding: 0}}>
      {claims.map((claim) => (
        <Card as="li" border key={claim.key} padding={3} radius={2}>
          <Stack gap={3}>
            <Flex align="flex-start" gap={3} justify="space-between">
              <Text size={1} weight="medium">
                {claim.text || 'A citation that follows no words'}
              </Text>
              {claim.place !== null && (
                <Button
                  aria-label={`Show in the text: ${claim.text}`}
                  fontSize={1}
                  mode="bleed"
                  onClick={() => show(claim.place === null ? {} : {id: claim.place})}
                  padding={2}
                  text="Show"
                />
              )}
            </Flex>
            {claim.sources.map((source, index) => (
              <Source key={`${source.number}-${index}`} source={source} />
            ))}
          </Stack>
        </Card>
      ))}
    </Stack>
  )
}

function Source({source}: {source: Claim['sources'][number]}) {
  const doubt = doubts[source.state]
  return (
    <Stack gap={2}>
      <Flex align="center" gap={2} wrap="wrap">
        <Text muted size={1}>
          {source.number}. {source.title}
          {source.locator === null ? '' : `, ${source.locator}`}
        </Text>
        {doubt !== undefined && <Badge tone="critical">{doubt}</Badge>}
      </Flex>
      {source.excerpt === null ? (
        <Text muted size={1} style={{fontStyle: 'italic'}}>
          No excerpt was noted.
        </Text>
      ) : (
        <Card borderLeft paddingLeft={3}>
          <Text as="blockquote" size={1} style={{margin: 0}}>
            “{source.excerpt}”
          </Text>
        </Card>
      )}
    </Stack>
  )
}
