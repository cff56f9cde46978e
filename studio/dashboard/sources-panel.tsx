import {Badge, Card, Flex, Text} from '@sanity/ui'

import type {DoubtedSource} from './doubted-sources.ts'
import {DocumentLink, ListLink} from './links.tsx'
import {Nothing, Panel} from './panel.tsx'

const words = {
  retracted: {text: 'Retracted', tone: 'critical'},
  'expression-of-concern': {text: 'Doubted', tone: 'caution'},
  unchecked: {text: 'Not checked', tone: 'default'},
} as const

/** How many are shown. */
const most = 8

/** Sources that are retracted, doubted or unchecked. */
export function SourcesPanel({sources}: {sources: readonly DoubtedSource[]}) {
  return (
    <Panel title="Sources to look at">
      {sources.length === 0 ? (
        <Nothing>Every source is checked and stands.</Nothing>
      ) : (
        <ul className="marrow-rows">
          {sources.slice(0, most).map(({id, title, doubt, articles}) => (
            <li key={id}>
              <DocumentLink id={id} type="citation">
                <Card className="marrow-row" padding={2} radius={2} tone="inherit">
                  <Flex align="center" gap={3} justify="space-between">
                    <Text size={1} textOverflow="ellipsis" title={title}>
                      {title}
                    </Text>
                    <Flex align="center" flex="none" gap={2}>
                      <Text muted size={0}>
                        {articles === 1 ? '1 article' : `${articles} articles`}
                      </Text>
                      <Badge fontSize={0} tone={words[doubt].tone}>
                        {words[doubt].text}
                      </Badge>
                    </Flex>
                  </Flex>
                </Card>
              </DocumentLink>
            </li>
          ))}
        </ul>
      )}
      {sources.length > most && (
        <Text size={1}>
          <ListLink className="marrow-link" path="sources">
            {sources.length - most} more
          </ListLink>
        </Text>
      )}
    </Panel>
  )
}
