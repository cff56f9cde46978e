import {ChevronDownIcon} from '@sanity/icons/ChevronDown'
import {ChevronRightIcon} from '@sanity/icons/ChevronRight'
import {Box, Button} from '@sanity/ui'
import {useId, useState, type ReactNode} from 'react'

interface Props {
  label: string
  children: ReactNode
}

/** What is as it was: one line, that opens in place. */
export function FoldRow({children, label}: Props) {
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  return (
    <Box>
      <Box>
        <Button
          aria-controls={id}
          aria-expanded={isOpen}
          fontSize={1}
          icon={isOpen ? ChevronDownIcon : ChevronRightIcon}
          justify="flex-start"
          mode="bleed"
          padding={2}
          text={label}
          onClick={() => setOpen(!isOpen)}
        />
      </Box>
      <div id={id} className="folded">
        {isOpen && children}
      </div>
    </Box>
  )
}
