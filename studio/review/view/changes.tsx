import {Select, Stack} from '@sanity/ui'
import {useState} from 'react'

import type {Version} from '../../records/records.ts'
import {RedlineView} from '../../redline/redline-view.tsx'
import {Say} from '../parts/say.tsx'
import type {OfferFacts} from '../standing/offers.ts'
import {baseOf} from './base-of.ts'

/** What changed since the version that was approved last, or any earlier one. */
export function Changes({facts, version}: {facts: OfferFacts; version: Version}) {
  const {records} = facts
  const earlier = records.versions.filter(({number, payload}) => payload && number < version.number)
  const usual = baseOf(records, version)
  const [chosen, setChosen] = useState<string | null>(null)
  const base = chosen === null ? usual : (earlier.find(({id}) => id === chosen) ?? null)
  if (!version.payload) return <Say tone="caution">There is nothing to compare.</Say>
  return (
    <Stack gap={4}>
      {earlier.length > 0 && (
        <Select
          aria-label="Compare with"
          onChange={({currentTarget}) => setChosen(currentTarget.value)}
          value={base?.id ?? ''}
        >
          <option value="">Everything as new</option>
          {earlier.map(({id, number}) => (
            <option key={id} value={id}>
              Changed since version {number}
              {id === records.approved?.id ? ' (approved)' : ''}
            </option>
          ))}
        </Select>
      )}
      <RedlineView base={base?.payload ?? null} head={version.payload} />
    </Stack>
  )
}
