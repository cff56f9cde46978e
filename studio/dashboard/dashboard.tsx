import {Card, Heading, Spinner, Text} from '@sanity/ui'
import {useMemo} from 'react'
import {useCurrentUser} from 'sanity'

import {useRecords} from '../records/index.ts'
import {useViewer} from '../structure/use-viewer.ts'
import {CalendarPanel} from './calendar-panel.tsx'
import {dueEntries} from './calendar.ts'
import {doubtedSources} from './doubted-sources.ts'
import {ExportsPanel} from './exports-panel.tsx'
import {LoadPanel} from './load-panel.tsx'
import {reviewLoad} from './review-load.ts'
import {SourcesPanel} from './sources-panel.tsx'
import {StatusesPanel} from './statuses-panel.tsx'
import {WaitingPanel} from './waiting-panel.tsx'
import {waitingFor} from './waiting.ts'

import './dashboard.css'

/** The first page: what waits for the one who is logged in, and how the whole stands. */
export function Dashboard() {
  const user = useCurrentUser()
  const {phase, fault, articles, documents, desk} = useRecords()
  const viewer = useViewer()
  const statuses = useMemo(() => [...articles.values()], [articles])
  const sources = useMemo(() => doubtedSources(documents), [documents])
  const seesDrafts = viewer.roles.some((role) => role !== 'viewer')

  return (
    <Card className="marrow-overview" height="fill" overflow="auto" tone="transparent">
      <main>
        <Heading as="h1" size={3}>
          {user?.name ? `Good day, ${user.name.split(' ')[0]}` : 'Good day'}
        </Heading>
        {phase === 'loading' && <Loading />}
        {phase === 'failed' && (
          <Card padding={3} radius={2} tone="critical">
            <Text size={1}>{fault ?? 'The lake cannot be read.'}</Text>
          </Card>
        )}
        {phase === 'ready' && (
          <div className="marrow-panels">
            <div className="marrow-main">
              <WaitingPanel items={waitingFor(statuses, viewer)} />
              <CalendarPanel entries={dueEntries(statuses)} today={viewer.today} />
              {seesDrafts && (
                <ExportsPanel
                  exports={desk.exports}
                  titleOf={(article) => articles.get(article)?.title || article}
                />
              )}
            </div>
            <div className="marrow-side">
              {seesDrafts && <StatusesPanel statuses={statuses} viewer={viewer} />}
              {seesDrafts && <LoadPanel loads={reviewLoad(statuses, documents, viewer.today)} />}
              <SourcesPanel sources={sources} />
            </div>
          </div>
        )}
      </main>
    </Card>
  )
}

function Loading() {
  return (
    <div aria-live="polite" className="marrow-loading">
      <Spinner muted />
      <Text muted size={1}>
        Reading what there is…
      </Text>
    </div>
  )
}
