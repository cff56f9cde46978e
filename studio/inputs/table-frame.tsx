import {useEditor, type ContainerRenderProps} from '@portabletext/editor'
import {Table} from '@portabletext/plugin-table/ui'
import {Box, Flex, Select, Stack, Text, TextInput, usePortal} from '@sanity/ui'
import {useId, type ChangeEvent, type SyntheticEvent} from 'react'

import {useTableTokens} from './table-tokens.ts'

const counts = [0, 1, 2, 3]

/** A table in the text: its grid, and below it caption and headers. */
export function TableFrame(props: ContainerRenderProps) {
  const {node, path, readOnly} = props
  const editor = useEditor()
  const portal = usePortal()
  const id = useId()
  const {caption, headerRows, headerColumns} = node as Record<string, unknown>
  const change = (values: Record<string, unknown>) => {
    editor.send({type: 'block.set', at: path, props: values})
  }
  const changeCount = (name: string) => (event: ChangeEvent<HTMLSelectElement>) =>
    change({[name]: Number(event.currentTarget.value)})

  return (
    <Box data-testid="table-frame">
      <Table {...props} portalElement={portal.element} tokens={useTableTokens()} />
      <Box
        role="group"
        aria-label="Caption and headers"
        contentEditable={false}
        onKeyDown={stop}
        onPaste={stop}
        onCopy={stop}
        onCut={stop}
      >
        <Flex align="flex-end" gap={3} paddingX={1} paddingBottom={3} wrap="wrap">
          <Stack flex={1} gap={2} style={{minWidth: 180}}>
            <Text as="label" htmlFor={`${id}-caption`} muted size={0}>
              Caption
            </Text>
            <TextInput
              fontSize={1}
              id={`${id}-caption`}
              onChange={(event) => change({caption: event.currentTarget.value})}
              padding={2}
              readOnly={readOnly}
              value={typeof caption === 'string' ? caption : ''}
            />
          </Stack>
          <CountSelect
            id={`${id}-rows`}
            label="Header rows"
            onChange={changeCount('headerRows')}
            readOnly={readOnly}
            value={headerRows}
          />
          <CountSelect
            id={`${id}-columns`}
            label="Header columns"
            onChange={changeCount('headerColumns')}
            readOnly={readOnly}
            value={headerColumns}
          />
        </Flex>
      </Box>
    </Box>
  )
}

interface CountSelectProps {
  id: string
  label: string
  value: unknown
  readOnly: boolean
  onChange: (event: ChangeEvent<HTMLSelectElement>) => void
}

function CountSelect({id, label, value, readOnly, onChange}: CountSelectProps) {
  const count = typeof value === 'number' ? value : 0
  return (
    <Stack gap={2}>
      <Text as="label" htmlFor={id} muted size={0}>
        {label}
      </Text>
      <Select
        disabled={readOnly}
        fontSize={1}
        id={id}
        onChange={onChange}
        padding={2}
        value={count}
      >
        {[...new Set([...counts, count])].map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </Select>
    </Stack>
  )
}

/** What is typed into the fields is not typed into the text. */
function stop(event: SyntheticEvent): void {
  event.stopPropagation()
}
