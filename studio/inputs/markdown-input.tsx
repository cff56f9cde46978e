import {Box, Card, Flex, Stack, Text, TextArea} from '@sanity/ui'
import {useDeferredValue, useId} from 'react'
import {set, unset, useFormValue, type StringInputProps} from 'sanity'

import {HastView} from './hast-view.tsx'
import type {MarkdownFinding} from './markdown-preview.ts'
import {PreviewPage} from './preview-page.ts'
import {useMarkdownPreview} from './use-markdown-preview.ts'

/** A section's text in Markdown: what is written, beside it what it becomes, below what is wrong. */
export function MarkdownInput({value = '', onChange, elementProps, readOnly}: StringInputProps) {
  const language = useFormValue(['language'])
  const late = useDeferredValue(value)
  const {preview, picture} = useMarkdownPreview(
    late,
    typeof language === 'string' ? language : 'en',
  )
  const id = useId()
  return (
    <Stack gap={3} data-testid="markdown-input">
      <Flex gap={3} wrap="wrap">
        <Box flex={1} style={{minWidth: 'min(100%, 280px)'}}>
          <TextArea
            {...elementProps}
            aria-describedby={`${id}-findings`}
            onChange={(event) => {
              const text = event.currentTarget.value
              onChange(text === '' ? unset() : set(text))
            }}
            readOnly={readOnly === true}
            rows={Math.min(Math.max(value.split('\n').length + 2, 12), 40)}
            spellCheck
            style={{fontFamily: 'ui-monospace, monospace', fontSize: '0.875rem', lineHeight: 1.5}}
            value={value}
          />
        </Box>
        <Card
          aria-label="Preview of the section"
          border
          flex={1}
          overflow="auto"
          padding={4}
          radius={2}
          role="region"
          style={{minWidth: 'min(100%, 280px)', maxHeight: 900}}
          tabIndex={0}
          data-testid="markdown-preview"
        >
          <PreviewPage>
            {preview ? <HastView node={preview.hast} picture={picture} /> : null}
          </PreviewPage>
        </Card>
      </Flex>
      <div aria-live="polite" id={`${id}-findings`}>
        <Findings findings={preview?.findings ?? []} />
      </div>
    </Stack>
  )
}

const tones = {fatal: 'critical', warning: 'caution', info: 'transparent'} as const

function Findings({findings}: {findings: readonly MarkdownFinding[]}) {
  if (findings.length === 0) return null
  return (
    <Stack gap={2} data-testid="markdown-findings">
      {findings.map(({severity, reason, line}, index) => (
        <Card key={index} padding={3} radius={2} tone={tones[severity]}>
          <Text size={1}>
            {line === undefined ? '' : `Line ${line}: `}
            {reason}
          </Text>
        </Card>
      ))}
    </Stack>
  )
}
