import {Box, Card, Flex, Spinner, Stack, TabList, Tab, TabPanel} from '@sanity/ui'
import {useCallback, useEffect, useState} from 'react'

import type {Version} from '../../records/records.ts'
import {PageFrame} from '../../rendering/page-frame.tsx'
import type {RenderedVersion} from '../../rendering/render-version.ts'
import {Notes} from '../notes/notes-panel.tsx'
import {useNotes} from '../notes/use-notes.ts'
import {claimsOf} from '../parts/claims.ts'
import {Say} from '../parts/say.tsx'
import {useRendered} from '../parts/use-rendered.ts'
import type {OfferFacts} from '../standing/offers.ts'
import {Timeline} from '../timeline/timeline-panel.tsx'
import {Changes} from './changes.tsx'
import {Claims} from './claims-panel.tsx'
import {Findings} from './findings-panel.tsx'
import {markQuotes, showPlace} from './mark-quotes.ts'
import {quoteOf, type Quote} from './quote-of.ts'

type TabName = 'changes' | 'claims' | 'findings' | 'notes' | 'timeline'

/** The page on one side, everything about it on the other; below each other where it is narrow. */
export function Reading({facts, version}: {facts: OfferFacts; version: Version}) {
  const {fault, value: rendered} = useRendered(version.payload)
  const [page, setPage] = useState<Document | null>(null)
  const [quote, setQuote] = useState<Quote | null>(null)
  const notes = useNotes(facts.records.article).filter(({edition}) => edition === version.id)
  const [tab, setTab] = useState<TabName>('changes')

  const onShow = useCallback((shown: Document) => {
    setPage(shown)
    const look = () => setQuote(quoteOf(shown))
    shown.addEventListener('mouseup', look)
    shown.addEventListener('keyup', look)
  }, [])
  const quotes = notes
    .flatMap(({quote, state}) => (quote !== undefined && state === 'open' ? [quote] : []))
    .join('\n')
  useEffect(() => {
    if (page) markQuotes(page, quotes.split('\n').filter(Boolean))
  }, [page, quotes])

  const show = (place: {id?: string; words?: string}) => {
    if (page) showPlace(page, place)
  }
  return (
    <div
      style={{
        display: 'grid',
        gap: 16,
        gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 330px), 1fr))',
      }}
    >
      <Card border overflow="hidden" radius={2} style={{height: 'min(76vh, 1000px)'}}>
        <Page fault={fault} onShow={onShow} rendered={rendered} version={version} />
      </Card>
      <Stack gap={4}>
        <Tabs notes={notes.length} rendered={rendered} setTab={setTab} tab={tab} />
        <TabPanel aria-labelledby={`review-tab-${tab}`} id={`review-panel-${tab}`}>
          {tab === 'changes' && <Changes facts={facts} version={version} />}
          {tab === 'claims' && (
            <Claims
              claims={rendered?.pages.flatMap(({composition}) => claimsOf(composition)) ?? []}
              show={show}
            />
          )}
          {tab === 'findings' && <Findings messages={rendered?.messages ?? []} />}
          {tab === 'notes' && (
            <Notes facts={facts} notes={notes} quote={quote} show={show} version={version} />
          )}
          {tab === 'timeline' && <Timeline records={facts.records} />}
        </TabPanel>
      </Stack>
    </div>
  )
}

function Page({
  fault,
  onShow,
  rendered,
  version,
}: {
  fault: string | null
  onShow: (page: Document) => void
  rendered: RenderedVersion | null
  version: Version
}) {
  if (fault) {
    return (
      <Box padding={4}>
        <Say tone="critical">It cannot be shown: {fault}</Say>
      </Box>
    )
  }
  if (!rendered) {
    return (
      <Flex align="center" height="fill" justify="center">
        {version.payload && <Spinner muted />}
      </Flex>
    )
  }
  return rendered.pages.map((page, index) => (
    <PageFrame
      height={`${100 / rendered.pages.length}%`}
      key={page.composition.page}
      {...(index === 0 && {onShow})}
      page={page}
      title={`Version ${version.number}: ${page.title}`}
    />
  ))
}

function Tabs({
  notes,
  rendered,
  setTab,
  tab,
}: {
  notes: number
  rendered: RenderedVersion | null
  setTab: (tab: TabName) => void
  tab: TabName
}) {
  const findings = rendered?.messages.length ?? 0
  const names: ReadonlyArray<[TabName, string]> = [
    ['changes', 'Changes'],
    ['claims', 'Claims'],
    ['findings', findings > 0 ? `Findings (${findings})` : 'Findings'],
    ['notes', notes > 0 ? `Notes (${notes})` : 'Notes'],
    ['timeline', 'History'],
  ]
  return (
    <TabList gap={1}>
      {names.map(([name, label]) => (
        <Tab
          aria-controls={`review-panel-${name}`}
          id={`review-tab-${name}`}
          key={name}
          label={label}
          onClick={() => setTab(name)}
          selected={tab === name}
        />
      ))}
    </TabList>
  )
}
