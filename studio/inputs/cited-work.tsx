import {TrashIcon} from '@sanity/icons/Trash'
import {Button, Card, Flex, Stack, Text, TextArea, TextInput} from '@sanity/ui'
import {useEffect, useId, useRef, type ReactNode} from 'react'

import type {CitationItem, Keyed} from '#schemas'

import {sourceLine} from './source-line.ts'
import type {FoundSource} from './source-query.ts'

interface CitedWorkProps {
  item: Keyed<Partial<CitationItem>>
  source: FoundSource | undefined
  readOnly: boolean
  /** It was just chosen: its place in the work is what comes next. */
  takesFocus: boolean
  onChange: (key: string, field: 'locator' | 'excerpt', text: string) => void
  onRemove: (key: string) => void
}

/** One work of a citation: what it is, the place in it, and its words that support the claim. */
export function CitedWork({item, source, ...props}: CitedWorkProps) {
  const {readOnly, takesFocus, onChange, onRemove} = props
  const id = useId()
  const place = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (takesFocus) place.current?.focus()
  }, [takesFocus])
  return (
    <Card border padding={3} radius={2} data-testid="cited-work">
      <Stack gap={4}>
        <Flex align="flex-start" gap={2}>
          <Stack gap={3} flex={1}>
            <Text size={1} weight="semibold">
              {source?.title ?? item.source?._ref ?? 'No work yet'}
            </Text>
            <Text muted size={1}>
              {source ? sourceLine(source) : 'Looking it up…'}
            </Text>
          </Stack>
          <Button
            aria-label="Remove this work from the citation"
            disabled={readOnly}
            icon={TrashIcon}
            mode="bleed"
            onClick={() => onRemove(item._key)}
            tone="critical"
          />
        </Flex>
        {source?.status === 'retracted' ? (
          <Card padding={3} radius={2} tone="critical">
            <Text size={1}>This work was retracted.</Text>
          </Card>
        ) : null}
        <Field id={`${id}-locator`} label="Place in the work" hint="Such as p. 12 or Table 2">
          <TextInput
            ref={place}
            id={`${id}-locator`}
            aria-describedby={`${id}-locator-hint`}
            onChange={(event) => onChange(item._key, 'locator', event.currentTarget.value)}
            readOnly={readOnly}
            value={item.locator ?? ''}
          />
        </Field>
        <Field
          id={`${id}-excerpt`}
          label="Supporting excerpt"
          hint="Its words that support the claim; reviewers see them, readers do not"
        >
          <TextArea
            id={`${id}-excerpt`}
            aria-describedby={`${id}-excerpt-hint`}
            onChange={(event) => onChange(item._key, 'excerpt', event.currentTarget.value)}
            readOnly={readOnly}
            rows={3}
            value={item.excerpt ?? ''}
          />
        </Field>
      </Stack>
    </Card>
  )
}

interface FieldProps {
  id: string
  label: string
  hint: string
  children: ReactNode
}

function Field({id, label, hint, children}: FieldProps) {
  return (
    <Stack gap={2}>
      <Text as="label" htmlFor={id} size={1} weight="medium">
        {label}
      </Text>
      {children}
      <Text id={`${id}-hint`} muted size={0}>
        {hint}
      </Text>
    </Stack>
  )
}
