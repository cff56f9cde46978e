import {Box, Card, Flex, Spinner, Stack, Tab, TabList, Text} from '@sanity/ui'
import {useEffect, useId, useState} from 'react'
import type {UserViewComponent} from 'sanity/structure'

import {publishedId, type RawDocument} from '#pipeline'

import {useRecords} from '../records/index.ts'
import {AssumedNote} from './assumed-note.tsx'
import {FindingsList} from './findings-list.tsx'
import {LiveFrame} from './live-frame.tsx'
import {PreviewLayout} from './preview-layout.ts'
import type {PreviewFormat} from './preview-job.ts'
import {PdfButton} from './pdf-button.tsx'
import {useOpenPlace} from './use-open-place.ts'
import {usePreview, type ShownPreview} from './use-preview.ts'

const formats: ReadonlyArray<{id: PreviewFormat; label: string}> = [
  {id: 'page', label: 'Page'},
  {id: 'print', label: 'On paper'},
  {id: 'fragment', label: 'Fragment'},
  {id: 'json', label: 'JSON'},
]

/** In the browser's timeline: from the end of a pause in typing until the frame has changed. */
const measureName = 'marrow preview'

/**
 * What an export would make of the document as it stands, live while it is written: by the same
 * pipeline and exporters, with what was found in it beside.
 */
export const PreviewView: UserViewComponent = ({document, documentId}) => {
  const [format, setFormat] = useState<PreviewFormat>('page')
  const [page, setPage] = useState(0)
  const root = document.displayed as unknown as RawDocument
  const shown = usePreview(root, format)
  const {documents} = useRecords()
  const open = useOpenPlace(documentId)
  const panel = useId()
  const current = (id: string) => documents.get(`drafts.${id}`) ?? documents.get(id)
  const {startedAt} = shown
  useEffect(() => {
    if (startedAt === null) return
    performance.clearMeasures(measureName)
    performance.measure(measureName, {start: startedAt})
  }, [startedAt])

  return (
    <PreviewLayout data-testid="preview">
      <div className="split">
        <Bar
          format={format}
          onFormat={setFormat}
          page={page}
          onPage={setPage}
          panel={panel}
          shown={shown}
          root={{...root, _id: publishedId(documentId)}}
        />
        <div
          className={`shown ${shown.isBehind ? 'is-behind' : ''}`}
          id={panel}
          role="tabpanel"
          aria-labelledby={`${panel}-${format}`}
        >
          <Shown shown={shown} page={page} />
        </div>
        <div className="beside">
          <FindingsList
            findings={shown.preview?.findings ?? []}
            root={{...root, _id: publishedId(documentId)}}
            nameOf={(id) => nameOf(current(id))}
            onOpen={(finding) => open({...finding, type: current(finding.document)?._type})}
          />
          {shown.context && <AssumedNote context={shown.context} />}
        </div>
      </div>
    </PreviewLayout>
  )
}

interface BarProps {
  format: PreviewFormat
  onFormat: (format: PreviewFormat) => void
  page: number
  onPage: (page: number) => void
  /** Id of what the tabs show. */
  panel: string
  shown: ShownPreview
  root: RawDocument
}

/** Formats, pages where there are several, and what became of the newest preview. */
function Bar({format, onFormat, onPage, page, panel, root, shown}: BarProps) {
  const pages = shown.preview?.pages ?? []
  return (
    <Flex className="bar" align="center" gap={3} padding={3} wrap="wrap">
      <TabList gap={1}>
        {formats.map(({id, label}) => (
          <Tab
            key={id}
            id={`${panel}-${id}`}
            aria-controls={panel}
            label={label}
            selected={format === id}
            onClick={() => onFormat(id)}
          />
        ))}
      </TabList>
      {pages.length > 1 && (
        <TabList gap={1}>
          {pages.map(({title}, index) => (
            <Tab
              key={title}
              id={`${panel}-page-${index}`}
              aria-controls={panel}
              label={title}
              selected={page === index}
              onClick={() => onPage(index)}
            />
          ))}
        </TabList>
      )}
      <Box flex={1} />
      <State shown={shown} page={page} />
      {root._type === 'article' && <PdfButton article={root._id} name={slugOf(root) || 'draft'} />}
    </Flex>
  )
}

/** Whether what is shown is the newest, for the eye and for screen readers. */
function State({shown, page}: {shown: ShownPreview; page: number}) {
  const words = shown.preview?.pages[page]?.words
  return (
    <Text muted size={1} role="status" data-testid="preview-state">
      {shown.isBehind ? 'Updating…' : words === undefined ? '' : `Up to date, ${words} words`}
    </Text>
  )
}

function Shown({shown: {fault, format, preview}, page}: {shown: ShownPreview; page: number}) {
  if (fault !== null) return <Notice tone="critical" text={`There is no preview: ${fault}.`} />
  if (!preview) {
    return (
      <Flex align="center" justify="center" height="fill">
        <Spinner muted />
      </Flex>
    )
  }
  const shown = preview.pages[page] ?? preview.pages[0]
  if (!shown) {
    return (
      <Notice
        tone="caution"
        text="There is nothing to show yet. The findings say what is missing."
      />
    )
  }
  return <LiveFrame key={`${format} ${page}`} html={shown.html} title={`Preview: ${shown.title}`} />
}

function Notice({text, tone}: {text: string; tone: 'caution' | 'critical'}) {
  return (
    <Stack padding={4}>
      <Card border padding={4} radius={2} tone={tone} role="alert">
        <Text size={1}>{text}</Text>
      </Card>
    </Stack>
  )
}

function slugOf({slug}: RawDocument): string {
  const current = (slug as {current?: unknown} | undefined)?.current
  return typeof current === 'string' ? current : ''
}

function nameOf(document: RawDocument | undefined): string | undefined {
  const name = document?.['title'] ?? document?.['name'] ?? document?.['expansion']
  return typeof name === 'string' && name !== '' ? name : undefined
}
