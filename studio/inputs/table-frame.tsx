import {useEditor, type ContainerRenderProps} from '@portabletext/editor'
import {Table} from '@portabletext/plugin-table/ui'
import {Box, Flex, Select, Stack, Text, TextInput, usePortal} from '@sanity/ui'
import {useId, type SyntheticEvent} from 'react'
import {styled} from 'styled-components'

import {useTableTokens} from './table-tokens.ts'

const counts = [0, 1, 2, 3]

const Frame = styled.div<{$rows: number; $columns: number}>`
  && tr:nth-child(-n + ${({$rows}) => $rows}) > td,
  && td:nth-child(-n + ${({$columns}) => $columns}) {
    background: var(--pt-plugin-table-header-bg, var(--card-muted-bg-color));
    [data-ui='Text'] {
      font-weight: 600;
    }
  }
`

/** A table in the text: its grid, and below it caption and headers. */
export function TableFrame(props: ContainerRenderProps) {
  const {attributes, node, path, readOnly} = props
  const editor = useEditor()
  const portal = usePortal()
  const id = useId()
  const tokens = useTableTokens()
  const {caption, headerRows, headerColumns} = node as Record<string, unknown>
  const change = (values: Record<string, unknown>) => {
    editor.send({type: 'block.set', at: path, props: values})
  }
  const select = (name: string, label: string, value: unknown) => (
    <CountSelect
      id={`${id}-${name}`}
      label={label}
      onChange={(count) => change({[name]: count})}
      readOnly={readOnly}
      value={typeof value === 'number' ? value : 0}
    />
  )

  return (
    <Frame
      {...attributes}
      $columns={typeof headerColumns === 'number' ? headerColumns : 0}
      $rows={typeof headerRows === 'number' ? headerRows : 0}
      data-testid="table-frame"
    >
      <Table {...props} attributes={{}} portalElement={portal.element} tokens={tokens} />
      <Box
        aria-label="About the table"
        contentEditable={false}
        onCopy={stop}
        onCut={stop}
        onKeyDown={stop}
        onPaste={stop}
        paddingBottom={3}
        role="group"
      >
        <Flex align="flex-end" gap={3} wrap="wrap">
          <CaptionField
            id={`${id}-caption`}
            key={typeof caption === 'string' ? caption : ''}
            onChange={(words) => change({caption: words === '' ? undefined : words})}
            readOnly={readOnly}
            value={typeof caption === 'string' ? caption : ''}
          />
          {select('headerRows', 'Header rows', headerRows)}
          {select('headerColumns', 'Header columns', headerColumns)}
        </Flex>
      </Box>
    </Frame>
  )
}

interface CaptionFieldProps {
  id: string
  value: string
  readOnly: boolean
  onChange: (words: string) => void
}

/** Taken over when one leaves it: the editor draws a table anew only after it has told the form. */
function CaptionField({id, value, readOnly, onChange}: CaptionFieldProps) {
  const take = ({currentTarget}: SyntheticEvent<HTMLInputElement>) => {
    const words = currentTarget.value.trim()
    if (words !== value) onChange(words)
  }
  return (
    <Stack flex={1} gap={2} style={{minWidth: 180}}>
      <Text as="label" htmlFor={id} muted size={0}>
        Caption
      </Text>
      <TextInput
        fontSize={1}
        id={id}
        defaultValue={value}
        onBlur={take}
        onKeyDown={(event) => event.key === 'Enter' && take(event)}
        padding={2}
        readOnly={readOnly}
      />
    </Stack>
  )
}

interface CountSelectProps {
  id: string
  label: string
  value: number
  readOnly: boolean
  onChange: (count: number) => void
}

function CountSelect({id, label, value, readOnly, onChange}: CountSelectProps) {
  return (
    <Stack gap={2}>
      <Text as="label" htmlFor={id} muted size={0}>
        {label}
      </Text>
      <Select
        disabled={readOnly}
        fontSize={1}
        id={id}
        onChange={(event) => onChange(Number(event.currentTarget.value))}
        padding={2}
        value={value}
      >
        {[...new Set([...counts, value])].map((option) => (
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
