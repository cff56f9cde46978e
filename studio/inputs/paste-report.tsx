import {CloseIcon} from '@sanity/icons/Close'
import {Button, Card, Flex, Stack, Text} from '@sanity/ui'

/** What a paste left out or made plainer. */
export interface PasteFindings {
  /** Such as `Word`. */
  from: string
  dropped: string[]
}

interface PasteReportProps {
  findings: PasteFindings
  onClose: () => void
}

/** Say what a paste left out; closed by hand, so that nobody misses it. */
export function PasteReport({findings: {from, dropped}, onClose}: PasteReportProps) {
  return (
    <Card border padding={3} radius={2} role="status" tone="caution" data-testid="paste-report">
      <Flex align="flex-start" gap={2}>
        <Stack gap={3} flex={1}>
          <Text size={1} weight="semibold">
            Pasted from {from}. Articles do not have, so this was left out:
          </Text>
          <Stack as="ul" gap={2} style={{margin: 0, paddingLeft: '1.25em'}}>
            {dropped.map((what) => (
              <Text as="li" key={what} size={1} style={{display: 'list-item'}}>
                {what}
              </Text>
            ))}
          </Stack>
        </Stack>
        <Button aria-label="Close this note" icon={CloseIcon} mode="bleed" onClick={onClose} />
      </Flex>
    </Card>
  )
}
