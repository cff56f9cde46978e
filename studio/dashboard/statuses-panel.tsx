import {Card, Flex, Text} from '@sanity/ui'

import type {ArticleStatus} from '../records/records.ts'
import {tasksFor, type Viewer} from '../structure/tasks.ts'
import {ListLink} from './links.tsx'
import {Panel} from './panel.tsx'

/** How many articles are where, each a way to the list. */
export function StatusesPanel({
  statuses,
  viewer,
}: {
  statuses: readonly ArticleStatus[]
  viewer: Viewer
}) {
  return (
    <Panel title="Articles by status">
      <ul className="marrow-rows">
        {tasksFor(viewer.roles).map((task) => {
          const count = statuses.filter((status) => task.shows(status, viewer)).length
          return (
            <li key={task.name}>
              <ListLink path={task.name}>
                <Card className="marrow-row" padding={2} radius={2} tone="inherit">
                  <Flex align="center" justify="space-between">
                    <Text muted={count === 0} size={1}>
                      {task.title}
                    </Text>
                    <Text muted={count === 0} size={1} weight="medium">
                      {count}
                    </Text>
                  </Flex>
                </Card>
              </ListLink>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
