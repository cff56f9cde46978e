import {Box, Card, Stack, Text} from '@sanity/ui'
import {useMemo, type ReactNode} from 'react'

import {
  compareContents,
  ContentError,
  summaryLine,
  type Content,
  type EditionPayload,
  type Redline,
} from '#pipeline'

import {EntryList} from './entry-list.tsx'
import {RedlinePage} from './redline-page.tsx'

export interface RedlineViewProps {
  /** What was approved last, or any earlier version; null for a first version. */
  base: EditionPayload | null
  /** A version, or the article as it stands. */
  head: EditionPayload | Content
  /** How to call the base; by default `version 2`. */
  baseName?: string
  /** How to call the head; by default `version 3`, or `the text as it stands`. */
  headName?: string
  /**
   * Called when the reader opens a place: a keyed path in the head, such as
   * `sections[_key=="s1"].body[_key=="b3"]`. Without it places are no buttons.
   */
  onOpen?: (path: string) => void
  /** What to show under the block at a path, such as the notes left there. */
  renderAt?: (path: string) => ReactNode
}

/**
 * Show what changed between two versions, word by word; what is as it was is folded away.
 *
 * Nothing is told by colour alone: what came is underlined, what went is struck through, and screen
 * readers are told in words.
 */
export function RedlineView({base, head, baseName, headName, onOpen, renderAt}: RedlineViewProps) {
  const outcome = useMemo(() => compared(base, head), [base, head])
  if ('fault' in outcome) {
    return (
      <Card border padding={4} radius={2} tone="caution" role="alert">
        <Text size={1}>These versions cannot be compared: {outcome.fault}.</Text>
      </Card>
    )
  }
  const {redline} = outcome
  const names = [baseName ?? versionName(redline.base), headName ?? versionName(redline.head)]
  return (
    <Stack gap={5} data-testid="redline">
      <Stack gap={3}>
        <Text weight="semibold" data-testid="redline-summary">
          {redline.base
            ? sentence(summaryLine(redline))
            : 'There is no earlier version: all of this is new.'}
        </Text>
        {redline.base && (
          <Text muted size={1}>
            From {names[0]} to {names[1]}. <ins>Added</ins> words are underlined, <del>removed</del>{' '}
            ones struck through.
          </Text>
        )}
      </Stack>
      {redline.messages.map(({path, reason}) => (
        <Card border key={`${path} ${reason}`} padding={3} radius={2} tone="critical">
          <Text size={1}>Not shown: {reason}</Text>
        </Card>
      ))}
      <RedlinePage lang={languageOf(head)}>
        <Groups redline={redline} onOpen={onOpen} renderAt={renderAt} />
      </RedlinePage>
    </Stack>
  )
}

interface GroupsProps {
  redline: Redline
  onOpen: RedlineViewProps['onOpen']
  renderAt: RedlineViewProps['renderAt']
}

function Groups({redline, onOpen, renderAt}: GroupsProps) {
  const {documents, fields, names, sections} = redline
  const groups = [
    {title: 'About the article', entries: fields},
    {title: 'Text', entries: sections},
    {title: 'Sources, figures, people and terms', entries: documents},
  ]
  return groups.map(({entries, title}) => (
    <Box as="section" key={title} aria-label={title}>
      <EntryList
        title={title}
        entries={entries}
        names={names}
        isNew={redline.base === null}
        {...(onOpen && {onOpen})}
        {...(renderAt && {renderAt})}
      />
    </Box>
  ))
}

function compared(
  base: EditionPayload | null,
  head: EditionPayload | Content,
): {redline: Redline} | {fault: string} {
  try {
    return {redline: compareContents(base, head)}
  } catch (error) {
    if (error instanceof ContentError) return {fault: error.message}
    throw error
  }
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}

function versionName(side: Redline['base']): string {
  return side?.number ? `version ${side.number}` : 'the text as it stands'
}

function languageOf(head: EditionPayload | Content): string {
  if ('language' in head) return head.language
  const language = head.documents[head.root]?.['language']
  return typeof language === 'string' ? language : ''
}
