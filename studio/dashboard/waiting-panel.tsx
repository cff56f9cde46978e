import {Badge, Card, Flex, Stack, Text} from '@sanity/ui'

import {dayOf} from '../review/parts/dates.ts'
import {DocumentLink} from './links.tsx'
import {Nothing, Panel} from './panel.tsx'
import type {Waiting} from './waiting.ts'

/** What waits for the one who is logged in. */
export function WaitingPanel({items}: {items: readonly Waiting[]}) {
  return (
    <Panel title="Waiting for you">
      {items.length === 0 ? (
        <Nothing>Nothing waits for you.</Nothing>
      ) : (
        <ul className="marrow-rows">
          {items.map(({article, kind, title, text, tone, due, view}) => (
            <li key={article}>
              <DocumentLink
                id={article}
                type={kind === 'site' ? 'siteSettings' : 'article'}
                view={view}
              >
                <Card className="marrow-row" padding={2} radius={2} tone="inherit">
                  <Flex align="center" gap={3} justify="space-between">
                    <Stack gap={2}>
                      <Text size={1} weight="medium">
                        {title}
                      </Text>
                      <Text muted size={1}>
                        {text}
                      </Text>
                    </Stack>
                    {due && <Badge tone={tone}>{dayOf(due)}</Badge>}
                  </Flex>
                </Card>
              </DocumentLink>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
