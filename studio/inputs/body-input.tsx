import {PortableTextEditor} from '@portabletext/editor'
import {BookIcon} from '@sanity/icons/Book'
import {Button, Flex, Stack, Text} from '@sanity/ui'
import {useCallback, useMemo, useRef, useState} from 'react'
import type {OnPasteFn, Path, PortableTextInputProps} from 'sanity'

import {PasteReport, type PasteFindings} from './paste-report.tsx'
import {readClipboard} from './read-clipboard.ts'

/** The editor of a text: paste keeps structure and says what it left out; a key cites. */
export function BodyInput(props: PortableTextInputProps) {
  const {onItemOpen, path, readOnly, schemaType} = props
  const [findings, setFindings] = useState<PasteFindings>()
  const ownRef = useRef<PortableTextEditor | null>(null)
  const editorRef = props.editorRef ?? ownRef
  const hasObjects = schemaType.name === 'body'
  const onPaste = useCallback<OnPasteFn>(
    ({event}) => {
      const pasted = readClipboard(event.clipboardData, hasObjects)
      if (!pasted) return undefined
      setFindings(pasted.dropped.length > 0 ? pasted : undefined)
      return {insert: pasted.members}
    },
    [hasObjects],
  )
  const cite = useCallback(
    (editor: PortableTextEditor) => {
      const citation = PortableTextEditor.insertChild(editor, {name: 'citationUse'}, {})
      if (!citation) return
      goBehind(editor, citation)
      onItemOpen([...path, ...citation])
    },
    [onItemOpen, path],
  )
  const hotkeys = useMemo(
    () => ({
      custom: {
        'mod+alt+s': (event: {preventDefault: () => void}, editor: PortableTextEditor) => {
          event.preventDefault()
          cite(editor)
        },
      },
    }),
    [cite],
  )
  if (readOnly === true) return props.renderDefault(props)
  return (
    <Stack gap={2}>
      {props.renderDefault({...props, editorRef, onPaste, hotkeys})}
      <Flex align="center" gap={2}>
        <Button
          fontSize={1}
          icon={BookIcon}
          mode="bleed"
          onClick={() => editorRef.current && cite(editorRef.current)}
          onMouseDown={(event) => event.preventDefault()}
          padding={2}
          text="Cite a source"
          data-testid="cite"
        />
        <Text muted size={0}>
          Ctrl+Alt+S at the cursor
        </Text>
      </Flex>
      {findings ? <PasteReport findings={findings} onClose={() => setFindings(undefined)} /> : null}
    </Stack>
  )
}

/** Put the cursor behind what was inserted: what is typed or inserted next would replace it. */
function goBehind(editor: PortableTextEditor, inserted: Path): void {
  const block = PortableTextEditor.focusBlock(editor)
  const children = Array.isArray(block?.['children']) ? (block['children'] as Keyed[]) : []
  const [key] = inserted.slice(-1)
  const at = children.findIndex((child) => isKeyed(key) && child._key === key._key)
  const next = children[at + 1]
  if (at === -1 || !next) return
  const point = {path: [...inserted.slice(0, -1), {_key: next._key}], offset: 0}
  PortableTextEditor.select(editor, {anchor: point, focus: point})
}

interface Keyed {
  _key: string
}

function isKeyed(step: Path[number] | undefined): step is Keyed {
  return typeof step === 'object' && !Array.isArray(step) && '_key' in step
}
