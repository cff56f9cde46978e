import {Card, Stack, Text} from '@sanity/ui'
import {useCallback} from 'react'

import {fetchHistory} from '../../records/fetch-history.ts'
import {useRecordsClient} from '../../records/use-records.ts'
import {useMade} from '../parts/use-made.ts'
import {sealedLastOut, sharedSectionsIn} from '../submit/seal-article.ts'
import {barringEdits, barringWords} from './barring-edits.ts'
import {barringIdentities, type Offer, type OfferFacts} from './offers.ts'
import {signerOf} from './signer-of.ts'

/** Say why signing is not offered, and which edits bar the person where edits do. */
export function Barred({facts, offer}: {facts: OfferFacts; offer: Offer}) {
  const {person, records, trust} = facts
  const client = useRecordsClient()
  const signer = trust && signerOf(trust, person)
  const payload = offer.version?.payload ?? null
  const isBarred = signer !== null && payload && barringIdentities(signer, payload).length > 0
  const look = useCallback(async () => {
    if (!payload || !signer) return []
    const shared = sharedSectionsIn(payload.content)
    const changes = await fetchHistory(client, [payload.article, ...shared])
    return barringEdits(changes, signer, payload, sealedLastOut(records))
  }, [client, payload, records, signer])
  const {value: edits} = useMade(isBarred ? look : null)

  return (
    <Card border padding={3} radius={2} role="status" tone="caution">
      <Stack gap={3}>
        <Text size={1} weight="medium">
          {offer.why}
        </Text>
        {edits && payload && (
          <Stack as="ul" gap={2} style={{margin: 0, paddingLeft: 18}}>
            {barringWords(edits, payload).map((words) => (
              <Text as="li" key={words} size={1}>
                {words}
              </Text>
            ))}
          </Stack>
        )}
      </Stack>
    </Card>
  )
}
