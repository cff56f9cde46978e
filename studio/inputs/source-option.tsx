import {Card, Stack, Text} from '@sanity/ui'
import {useEffect, useRef} from 'react'

import {sourceLine} from './source-line.ts'
import type {FoundSource} from './source-query.ts'

interface SourceOptionProps {
  id: string
  source: FoundSource
  isActive: boolean
  onChoose: (source: FoundSource) => void
}

/** One work among those that a search found. */
export function SourceOption({id, source, isActive, onChoose}: SourceOptionProps) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({block: 'nearest'})
  }, [isActive])
  return (
    <Card
      ref={element}
      aria-selected={isActive}
      data-testid="source-option"
      id={id}
      onClick={() => onChoose(source)}
      padding={3}
      role="option"
      style={{cursor: 'pointer'}}
      tone={isActive ? 'primary' : source.status === 'retracted' ? 'critical' : 'default'}
    >
      <Stack gap={2}>
        <Text size={1}>{source.title ?? 'Untitled source'}</Text>
        <Text muted size={0}>
          {[source.status === 'retracted' ? 'Retracted' : '', sourceLine(source), source.doi]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </Stack>
    </Card>
  )
}
