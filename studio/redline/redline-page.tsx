import {createContext, useId, type ReactNode} from 'react'

import {RedlineSheet} from './redline-sheet.ts'

/** Start of the ids of one redline in the page. */
export const RedlineId = createContext('')

/** The sheet that a redline is written on, in the language of the article. */
export function RedlinePage({children, lang}: {children: ReactNode; lang: string}) {
  const id = useId()
  return (
    <RedlineId.Provider value={id}>
      <RedlineSheet lang={lang}>{children}</RedlineSheet>
    </RedlineId.Provider>
  )
}
