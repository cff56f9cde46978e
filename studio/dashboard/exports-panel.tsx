import {Badge, Card, Stack, Text} from '@sanity/ui'

import type {LastExport} from '../records/records.ts'
import {momentOf} from '../review/parts/dates.ts'
import {DocumentLink} from './links.tsx'
import {Nothing, Panel} from './panel.tsx'

/** What went out last, and what was refused for which reason. */
export function ExportsPanel({
  exports,
  titleOf,
}: {
  exports: LastExport | null
  /** The title of an article, for its id. */
  titleOf: (article: string) => string
}) {
  return (
    <Panel aside={exports?.watching && <Badge tone="positive">Watching</Badge>} title="Last export">
      {exports?.last ? (
        <Last last={exports.last} titleOf={titleOf} />
      ) : (
        <Nothing>
          {exports ? 'Nothing was exported yet.' : 'No desk server says what was exported.'}
        </Nothing>
      )}
    </Panel>
  )
}

function Last({
  last,
  titleOf,
}: {
  last: NonNullable<LastExport['last']>
  titleOf: (article: string) => string
}) {
  const {at, written, unchanged, removed, refused, withdrawn, fault} = last
  const parts = [
    `${written.length} written`,
    `${unchanged.length} unchanged`,
    ...(removed.length > 0 ? [`${removed.length} taken out`] : []),
    ...(withdrawn.length > 0 ? [`${withdrawn.length} withdrawn`] : []),
    `${refused.length} refused`,
  ]
  return (
    <Stack gap={4}>
      <Text muted size={1}>
        {momentOf(at)}: {parts.join(', ')}
      </Text>
      {fault && (
        <Card padding={3} radius={2} tone="critical">
          <Text size={1}>Nothing was written: {fault.message}</Text>
        </Card>
      )}
      {refused.length > 0 && (
        <ul className="marrow-rows">
          {refused.map(({article, edition, message, remedy}) => (
            <li key={`${article} ${edition}`}>
              <DocumentLink id={article} type={typeOf(article)} view="review">
                <Card className="marrow-row" padding={2} radius={2} tone="inherit">
                  <Stack gap={2}>
                    <Text size={1} weight="medium">
                      {titleOf(article)}
                    </Text>
                    <Text size={1}>{withoutIds(message)}</Text>
                    <Text muted size={1}>
                      {remedy}
                    </Text>
                  </Stack>
                </Card>
              </DocumentLink>
            </li>
          ))}
        </ul>
      )}
    </Stack>
  )
}

/** Ids of records are for the review view. */
function withoutIds(message: string): string {
  return message.replaceAll(/ \((?:as )?`[^`]+`\)/g, '')
}

function typeOf(article: string): string {
  return article === 'siteSettings' ? 'siteSettings' : 'article'
}
