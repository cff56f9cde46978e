import {Card, Flex, Spinner, Stack, Text} from '@sanity/ui'
import {useState} from 'react'
import type {UserViewComponent} from 'sanity/structure'

import type {Version} from '../../records/records.ts'
import {useArticleRecords} from '../../records/use-records.ts'
import {Say} from '../parts/say.tsx'
import type {OfferFacts} from '../standing/offers.ts'
import {useOfferFacts} from '../standing/use-offer.ts'
import {Reading} from './reading.tsx'
import {Standing} from './standing.tsx'

/** Review a version: the text as it will be read, what changed, what it rests on, who said what. */
export const ReviewView: UserViewComponent = ({documentId}) => {
  const {fault, phase, records} = useArticleRecords(documentId)
  const facts = useOfferFacts(documentId)
  if (phase === 'failed') return <Say tone="critical">The records cannot be read: {fault}</Say>
  if (phase === 'loading') {
    return (
      <Flex align="center" gap={3} justify="center" padding={6}>
        <Spinner muted />
        <Text muted size={1}>
          Reading versions and signatures
        </Text>
      </Flex>
    )
  }
  const versions = records?.versions ?? []
  if (!facts || versions.length === 0) {
    return (
      <Card padding={5}>
        <Stack gap={4}>
          <Text weight="medium">No version yet</Text>
          <Text muted size={1}>
            “Submit for review” seals the text as it is at that moment. Reviewers then read exactly
            that.
          </Text>
        </Stack>
      </Card>
    )
  }
  return <ReviewOf facts={facts} versions={versions} />
}

function ReviewOf({facts, versions}: {facts: OfferFacts; versions: readonly Version[]}) {
  // What one reads stays, also when a newer version comes.
  const [chosen, setChosen] = useState(versions[0]?.id)
  const version = versions.find(({id}) => id === chosen) ?? versions[0]
  if (!version) return null
  return (
    <Card data-testid="review-view" height="fill" overflow="auto" padding={[3, 3, 4]}>
      <Stack gap={4}>
        <Standing choose={setChosen} facts={facts} version={version} versions={versions} />
        <Reading facts={facts} key={version.id} version={version} />
      </Stack>
    </Card>
  )
}
