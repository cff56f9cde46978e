import {Badge, Box, Card, Flex, Stack, Text} from '@sanity/ui'
import {usePaneRouter, type UserComponent} from 'sanity/structure'

import {useRecords, type ArticleRecords} from '../records/index.ts'
import {badgesOf, type StatusBadge} from '../review/standing/badges.ts'
import {statusLine} from './status-line.ts'
import {tasks} from './tasks.ts'
import {useViewer} from './use-viewer.ts'

import './task-list.css'

const tones = {
  primary: 'primary',
  success: 'positive',
  warning: 'caution',
  danger: 'critical',
} as const

/** A list of the desk: the articles that need something of a kind, as computed now. */
export const TaskList: UserComponent = ({childItemId, id}) => {
  const task = tasks.find(({name}) => name === id)
  const {phase, fault, articles, documents} = useRecords()
  const viewer = useViewer()
  if (!task) return null
  if (phase === 'failed') return <Note text={fault ?? 'The lake cannot be read.'} tone="critical" />
  if (phase === 'loading') return <Note text="Reading what there is…" />

  const shown = [...articles.values()]
    .filter((records) => task.shows(records, viewer))
    .toSorted((left, right) => orderOf(left).localeCompare(orderOf(right)))
  if (shown.length === 0) return <Note text={task.empty} />
  return (
    <ul aria-label={task.title} className="marrow-tasks">
      {shown.map((records) => (
        <li key={records.article}>
          <Row
            isSelected={childItemId === records.article}
            line={statusLine(records, documents)}
            records={records}
            view={task.view}
          />
        </li>
      ))}
    </ul>
  )
}

/** What is due first comes first. */
function orderOf({dueDate, approved, title}: ArticleRecords): string {
  return `${dueDate ?? approved?.reviewDue ?? '9999'} ${title}`
}

function Row({
  isSelected,
  line,
  records,
  view,
}: {
  isSelected: boolean
  line: string
  records: ArticleRecords
  view: 'review' | undefined
}) {
  const {ChildLink} = usePaneRouter()
  const badges = badgesOf(records)
  return (
    <ChildLink childId={records.article} {...(view && {childParameters: {view}})}>
      <Card padding={3} radius={2} tone={isSelected ? 'primary' : 'inherit'}>
        <Stack gap={3}>
          <Text size={1} weight="medium">
            {records.title || 'Untitled'}
          </Text>
          <Text muted size={1}>
            {line}
          </Text>
          {badges.length > 0 && <Badges badges={badges} />}
        </Stack>
      </Card>
    </ChildLink>
  )
}

function Badges({badges}: {badges: readonly StatusBadge[]}) {
  return (
    <Flex gap={2} wrap="wrap">
      {badges.map(({color, label, title}) => (
        <Badge fontSize={0} key={label} title={title} tone={tones[color]}>
          {label}
        </Badge>
      ))}
    </Flex>
  )
}

function Note({text, tone = 'default'}: {text: string; tone?: 'default' | 'critical'}) {
  return (
    <Box padding={4}>
      <Card padding={tone === 'critical' ? 3 : 0} radius={2} tone={tone}>
        <Text muted={tone === 'default'} size={1}>
          {text}
        </Text>
      </Card>
    </Box>
  )
}
