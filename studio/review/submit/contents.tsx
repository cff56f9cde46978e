import {Card, Spinner, Stack, Text} from '@sanity/ui'

import type {Trust} from '#pipeline'

import {Disclosure, Proofs} from '../parts/disclosure.tsx'
import {useNames} from '../parts/use-names.ts'
import {missingRoleNames} from '../standing/missing-names.ts'
import {summaryOf} from './summary-of.ts'
import type {Sealed} from './seal-article.ts'

/** Say what a version will contain, and what follows from submitting it. */
export function Contents({
  number,
  sealed,
  trust,
}: {
  number: number
  sealed: Sealed | null
  trust: Trust | null
}) {
  const nameOf = useNames(sealed?.payload.contributors ?? [])
  if (!sealed) return <Spinner muted />
  const {payload, messages} = sealed
  const names = payload.contributors.map(nameOf)
  const warnings = messages.filter(({severity}) => severity === 'warning')
  return (
    <Card border padding={4} radius={2}>
      <Stack gap={4}>
        <Text size={1}>
          Version {number} holds {summaryOf(payload)}, exactly as they are now. You can go on
          editing; the version stays as it is.
        </Text>
        <Text size={1}>
          Written by {names.join(', ')}
          {trust?.policy.fourEyes ? ', who cannot sign it' : ''}.
          {trust && ` It needs ${missingRoleNames(trust.policy[payload.kind])}.`}
        </Text>
        {warnings.length > 0 && (
          <Disclosure label={`${warnings.length} findings that reviewers will see`}>
            <Stack as="ul" gap={3} style={{margin: 0, paddingLeft: 18}}>
              {warnings.map(({path, reason, ruleId}) => (
                <Text as="li" key={`${ruleId} ${path} ${reason}`} size={1}>
                  {reason}
                </Text>
              ))}
            </Stack>
          </Disclosure>
        )}
        <Disclosure label="Everything that is sealed">
          <Proofs rows={sealedRows(sealed)} />
        </Disclosure>
      </Stack>
    </Card>
  )
}

function sealedRows({document, payload}: Sealed): Array<[string, string]> {
  return [
    ['Version', document._id],
    ...payload.sections.map(({digest, key, title}): [string, string] => [
      `Section: ${title || key}`,
      digest,
    ]),
    ...payload.assets.map(({bytes, height, id, sha256, width}): [string, string] => [
      `Picture: ${id}`,
      `${sha256} (${width} × ${height}, ${bytes} bytes)`,
    ]),
    ['Content model', payload.schema],
  ]
}
