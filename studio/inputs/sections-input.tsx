import {ClipboardIcon} from '@sanity/icons/Clipboard'
import {Box, Button, Card, Dialog, Flex, Stack, Text} from '@sanity/ui'
import {useId, useState, type ClipboardEvent} from 'react'
import {useFormValue, type ArrayOfObjectsInputProps} from 'sanity'

import {fromClipboard} from '../paste/from-clipboard.ts'
import {isHeading} from '../paste/pasted.ts'
import {toSections} from '../paste/to-sections.ts'
import {parseHtml} from './read-clipboard.ts'
import {PasteReport, type PasteFindings} from './paste-report.tsx'
import {randomKey} from './random-key.ts'
import {usePatchDocument} from './use-patch-document.ts'

/** The sections of an article, with a way to paste many at once. */
export function SectionsInput(props: ArrayOfObjectsInputProps) {
  const id = useId()
  const [isOpen, setIsOpen] = useState(false)
  const [findings, setFindings] = useState<PasteFindings>()
  const title = useFormValue(['title'])
  const patchDocument = usePatchDocument()

  const onPaste = (event: ClipboardEvent) => {
    const read = readSections(event.clipboardData)
    if (!read) return
    event.preventDefault()
    patchDocument([
      ...(read.title !== undefined && !title ? [{set: {title: read.title}}] : []),
      {setIfMissing: {sections: []}},
      {insert: {after: 'sections[-1]', items: read.sections}},
    ])
    setFindings({from: read.from, dropped: read.dropped})
    setIsOpen(false)
  }

  return (
    <Stack gap={3}>
      {props.renderDefault(props)}
      {findings && findings.dropped.length > 0 ? (
        <PasteReport findings={findings} onClose={() => setFindings(undefined)} />
      ) : null}
      {props.readOnly === true ? null : (
        <Flex>
          <Button
            fontSize={1}
            icon={ClipboardIcon}
            mode="bleed"
            onClick={() => setIsOpen(true)}
            text="Paste a whole text as sections"
          />
        </Flex>
      )}
      {isOpen ? (
        <Dialog header="Paste a whole text" id={id} onClose={() => setIsOpen(false)} width={1}>
          <Box padding={4}>
            <Stack gap={4}>
              <Text size={1}>
                Copy the text in Word, Google Docs or a Markdown file and paste it here. Each
                heading becomes a section, deeper ones become subsections.
              </Text>
              <Card
                aria-label="Paste here"
                border
                contentEditable
                onPaste={onPaste}
                padding={4}
                radius={2}
                role="textbox"
                style={{minHeight: 120}}
                suppressContentEditableWarning
                tabIndex={0}
                data-testid="paste-sections"
              />
            </Stack>
          </Box>
        </Dialog>
      ) : null}
    </Stack>
  )
}

function readSections(data: Pick<DataTransfer, 'getData'>) {
  const text = data.getData('text/plain')
  const clipboard = {html: data.getData('text/html'), text}
  const pasted = fromClipboard(clipboard, parseHtml, randomKey)
  if (!pasted || pasted.parts.every(isHeading)) return undefined
  const cut = toSections(pasted, 'Overview', randomKey)
  return {...cut, from: pasted.from, dropped: pasted.dropped}
}
