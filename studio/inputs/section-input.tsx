import {Button, Card, Flex, Stack, Text} from '@sanity/ui'
import {useState} from 'react'
import {set, unset, type ObjectInputProps} from 'sanity'

import {fromMarkdownText} from '../paste/from-markdown-text.ts'
import {toBody} from '../paste/to-body.ts'
import {PasteReport, type PasteFindings} from './paste-report.tsx'
import {randomKey} from './random-key.ts'

/** The form of a section, with the choice between the editor and Markdown. */
export function SectionInput(props: ObjectInputProps) {
  const {onChange, readOnly, value} = props
  const [findings, setFindings] = useState<PasteFindings>()
  const markdown = value?.['markdown']
  const isMarkdown = typeof markdown === 'string'
  const hasBody = Array.isArray(value?.['body']) && value['body'].length > 0

  const toBlocks = () => {
    if (!isMarkdown) return
    const {members, dropped} = toBody(fromMarkdownText(markdown, randomKey), randomKey)
    onChange([unset(['markdown']), ...(members.length > 0 ? [set(members, ['body'])] : [])])
    setFindings(dropped.length > 0 ? {from: 'Markdown', dropped} : undefined)
  }
  const toMarkdown = () => onChange([unset(['body']), set('', ['markdown'])])

  return (
    <Stack gap={4}>
      {props.renderDefault(props)}
      {findings ? <PasteReport findings={findings} onClose={() => setFindings(undefined)} /> : null}
      {readOnly === true || hasBody ? null : (
        <Card padding={3} radius={2} tone="transparent">
          <Flex align="center" gap={3} justify="space-between" wrap="wrap">
            <Text muted size={1}>
              {isMarkdown
                ? 'This section is written in Markdown.'
                : 'This section is written in the editor.'}
            </Text>
            <Button
              fontSize={1}
              mode="ghost"
              onClick={isMarkdown ? toBlocks : toMarkdown}
              text={isMarkdown ? 'Turn it into blocks' : 'Write in Markdown instead'}
            />
          </Flex>
        </Card>
      )}
    </Stack>
  )
}
