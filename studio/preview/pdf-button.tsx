import {DocumentPdfIcon} from '@sanity/icons/DocumentPdf'
import {Button, Text} from '@sanity/ui'
import {useToast} from '@sanity/ui/toast'
import {useState} from 'react'

import {deskFile, hasDesk, useRecordsClient} from '../records/index.ts'

interface Props {
  /** Id without `drafts.`. */
  article: string
  /** What the file is called, without its ending. */
  name: string
}

/** Have the desk server make the PDF of the article as the lake has it, and save it. */
export function PdfButton({article, name}: Props) {
  const client = useRecordsClient()
  const {push} = useToast()
  const [isMaking, setMaking] = useState(false)
  if (!hasDesk(client)) return null

  const make = async () => {
    setMaking(true)
    try {
      const file = await deskFile(client, 'preview/pdf', {article})
      if (file) save(file, `${name}.pdf`)
    } catch (error) {
      const description = error instanceof Error ? error.message : String(error)
      push({status: 'error', title: 'There is no PDF', description, closable: true})
    }
    setMaking(false)
  }
  return (
    <>
      <Button
        fontSize={1}
        icon={DocumentPdfIcon}
        loading={isMaking}
        mode="ghost"
        padding={2}
        text="Save as PDF"
        onClick={() => void make()}
      />
      {isMaking && (
        <Text muted role="status" size={1}>
          Making the PDF…
        </Text>
      )}
    </>
  )
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
