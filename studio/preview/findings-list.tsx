import {CheckmarkCircleIcon} from '@sanity/icons/CheckmarkCircle'
import {Badge, Box, Card, Flex, Stack, Text} from '@sanity/ui'
import {createElement} from 'react'

import type {RawDocument} from '#pipeline'

import {placeName, withNames} from './place-name.ts'
import type {Finding} from './preview-job.ts'

interface Props {
  findings: readonly Finding[]
  /** The article as it stands. */
  root: RawDocument
  /** How to call other documents, by id. */
  nameOf: (id: string) => string | undefined
  onOpen: (finding: Finding) => void
}

const severities = {
  fatal: {name: 'Must be fixed', tone: 'critical'},
  warning: {name: 'Please check', tone: 'caution'},
  info: {name: 'Good to know', tone: 'neutral'},
} as const

const checkmark = createElement(CheckmarkCircleIcon)

const order = ['fatal', 'warning', 'info'] as const

/** What was found in the article, the worst first; a click leads to the field. */
export function FindingsList({findings, nameOf, onOpen, root}: Props) {
  const sorted = findings.toSorted(
    (left, right) => order.indexOf(left.severity) - order.indexOf(right.severity),
  )
  return (
    <Stack as="section" gap={3} padding={4} aria-label="Findings" data-testid="preview-findings">
      <Text as="h2" size={1} weight="semibold">
        {findings.length === 0 ? 'Findings' : `Findings (${findings.length})`}
      </Text>
      {findings.length === 0 && (
        <Flex align="center" gap={2}>
          <Text size={1}>{checkmark}</Text>
          <Text muted size={1}>
            Nothing to look at.
          </Text>
        </Flex>
      )}
      <Stack as="ul" gap={2}>
        {sorted.map((finding) => (
          <Box as="li" key={`${finding.document} ${finding.path} ${finding.reason}`}>
            <FindingCard
              finding={finding}
              place={placeName(finding, root, nameOf)}
              reason={withNames(finding.reason, nameOf)}
              onOpen={onOpen}
            />
          </Box>
        ))}
      </Stack>
    </Stack>
  )
}

interface CardProps {
  finding: Finding
  place: string
  reason: string
  onOpen: (finding: Finding) => void
}

function FindingCard({finding, onOpen, place, reason}: CardProps) {
  const {name, tone} = severities[finding.severity]
  return (
    <Card
      as="button"
      border
      padding={3}
      radius={2}
      style={{textAlign: 'start', width: '100%'}}
      onClick={() => onOpen(finding)}
    >
      <Stack gap={3}>
        <Flex align="center" gap={2} wrap="wrap">
          <Badge tone={tone}>{name}</Badge>
          {place && (
            <Text muted size={0}>
              {place}
            </Text>
          )}
        </Flex>
        <Text size={1} style={{overflowWrap: 'anywhere'}}>
          {reason}
        </Text>
      </Stack>
    </Card>
  )
}
