import type {ReactNode} from 'react'
import {IntentLink, useRouter} from 'sanity/router'

/** A link to a document, in the view that is asked for. */
export function DocumentLink({
  id,
  type,
  view,
  children,
  className,
  title,
}: {
  id: string
  type: string
  view?: string | null
  children: ReactNode
  className?: string
  title?: string
}) {
  return (
    <IntentLink
      intent="edit"
      params={{id, type, ...(view && {view})}}
      {...(className && {className})}
      {...(title && {title})}
    >
      {children}
    </IntentLink>
  )
}

/** A link to a list of the desk. */
export function ListLink({
  path,
  children,
  className,
}: {
  /** Such as `in-review`. */
  path: string
  children: ReactNode
  className?: string
}) {
  const router = useRouter()
  const href = `/structure/${path}`
  return (
    <a
      className={className}
      href={href}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        router.navigateUrl({path: href})
      }}
    >
      {children}
    </a>
  )
}
