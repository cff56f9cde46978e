import {Badge, Box, Button, Card, Flex, Select, Stack, Text} from '@sanity/ui'
import {useState} from 'react'

import type {Version} from '../../records/records.ts'
import {momentOf} from '../parts/dates.ts'
import {Say} from '../parts/say.tsx'
import {openNotes, requestWords} from '../notes/notes.ts'
import {useNotes} from '../notes/use-notes.ts'
import {deedWords, type SignedDeed} from '../sign/deed-words.ts'
import {StatementDialog} from '../sign/statement-dialog.tsx'
import {badgesOf} from '../standing/badges.ts'
import {Barred} from '../standing/barred.tsx'
import {isWorthSaying, offerOf, type OfferFacts} from '../standing/offers.ts'
import {signaturesOf} from '../standing/signatures.ts'

const tones = {
  primary: 'primary',
  success: 'positive',
  warning: 'caution',
  danger: 'critical',
} as const

const deeds: readonly SignedDeed[] = [
  'sign-off',
  'request-changes',
  'settle',
  'reaffirm',
  'correct',
  'withdraw',
  'restore',
]

/** Where a version stands, who signed it, who has to, and what one may do. */
export function Standing({
  choose,
  facts,
  version,
  versions,
}: {
  choose: (id: string) => void
  facts: OfferFacts
  version: Version
  versions: readonly Version[]
}) {
  const {records} = facts
  const [newer] = versions
  const badges = badgesOf(records)
  return (
    <Stack gap={4}>
      <Flex align="center" gap={3} justify="space-between" wrap="wrap">
        <Flex align="center" gap={3} wrap="wrap">
          <Box>
            <Select
              aria-label="Version"
              onChange={({currentTarget}) => choose(currentTarget.value)}
              value={version.id}
            >
              {versions.map(({id, number, payload}) => (
                <option key={id} value={id}>
                  Version {number}
                  {payload ? `, ${momentOf(payload.sealedAt)}` : ', altered'}
                </option>
              ))}
            </Select>
          </Box>
          {badges.map(({color, label, title}) => (
            <Badge key={label} title={title} tone={tones[color]}>
              {label}
            </Badge>
          ))}
        </Flex>
        <Deeds facts={facts} version={version} />
      </Flex>
      {newer && newer.id !== version.id && (
        <Card border padding={3} radius={2} role="status" tone="caution">
          <Flex align="center" gap={3} justify="space-between" wrap="wrap">
            <Text size={1}>This is not the newest version.</Text>
            <Button
              fontSize={1}
              mode="ghost"
              onClick={() => choose(newer.id)}
              padding={2}
              text={`Show version ${newer.number}`}
            />
          </Flex>
        </Card>
      )}
      {!version.payload && (
        <Say tone="critical">
          This version was altered after it was sealed, or is none. It never goes out.
        </Say>
      )}
      <Signatures facts={facts} version={version} />
    </Stack>
  )
}

/** Buttons for what is offered about the version that is shown. */
function Deeds({facts, version}: {facts: OfferFacts; version: Version}) {
  const [open, setOpen] = useState<SignedDeed | null>(null)
  const notes = useNotes(facts.records.article)
  const offers = deeds
    .map((deed) => ({deed, offer: offerOf(deed, facts)}))
    .filter(({offer}) => offer.isOffered && offer.version?.id === version.id)
  const opened = offers.find(({deed}) => deed === open)
  const mine = openNotes(notes, version.id, facts.person.id)
  return (
    <Flex gap={2} wrap="wrap">
      {offers.map(({deed}, index) => (
        <Button
          key={deed}
          mode={index === 0 && deedWords[deed].tone === 'positive' ? 'default' : 'ghost'}
          onClick={() => setOpen(deed)}
          text={deedWords[deed].action}
          tone={deedWords[deed].tone === 'positive' ? 'default' : deedWords[deed].tone}
        />
      ))}
      {opened && facts.trust && (
        <StatementDialog
          deed={opened.deed}
          offer={opened.offer}
          onClose={() => setOpen(null)}
          person={facts.person}
          records={facts.records}
          {...(opened.deed === 'request-changes' && {start: {reason: requestWords(mine)}})}
          trust={facts.trust}
        />
      )}
    </Flex>
  )
}

function Signatures({facts, version}: {facts: OfferFacts; version: Version}) {
  const {records, trust} = facts
  const lines = signaturesOf(records, trust, version)
  const offer = offerOf('sign-off', facts)
  const isMine = offer.version?.id === version.id
  return (
    <Stack gap={3}>
      {lines.map(({key, text, tone}) => (
        <Text key={key} muted={tone === 'muted'} size={1}>
          {tone === 'good' ? '✓ ' : tone === 'bad' ? '✕ ' : '○ '}
          {text}
        </Text>
      ))}
      {isMine && isWorthSaying('sign-off', offer, facts) && <Barred facts={facts} offer={offer} />}
    </Stack>
  )
}
