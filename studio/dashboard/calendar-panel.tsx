import {ChevronLeftIcon} from '@sanity/icons/ChevronLeft'
import {ChevronRightIcon} from '@sanity/icons/ChevronRight'
import {Button, Flex, Text} from '@sanity/ui'
import {useState} from 'react'

import {addMonths, weeksOf, type DueEntry} from './calendar.ts'
import {DocumentLink} from './links.tsx'
import {Nothing, Panel} from './panel.tsx'

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** What is due, on a month's calendar; begins with the month of the next thing that is. */
export function CalendarPanel({entries, today}: {entries: readonly DueEntry[]; today: string}) {
  const next = entries.find(({day}) => day >= today)
  const [chosen, setChosen] = useState<string | null>(null)
  const month = chosen ?? today.slice(0, 7)
  const inMonth = entries.filter(({day}) => day.startsWith(month))
  return (
    <Panel aside={<Months choose={setChosen} month={month} />} title="Reviews due">
      <table className="marrow-calendar">
        <thead>
          <tr>
            {weekdays.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <Day
                  day={day}
                  entries={entries.filter((entry) => entry.day === day)}
                  isOutside={!day.startsWith(month)}
                  key={day}
                  today={today}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {inMonth.length === 0 && (
        <Flex align="center" gap={3} wrap="wrap">
          <Nothing>Nothing is due this month.</Nothing>
          {next && !next.day.startsWith(month) && (
            <Button
              fontSize={1}
              mode="ghost"
              onClick={() => setChosen(next.day.slice(0, 7))}
              padding={2}
              text={`Go to ${monthName(next.day.slice(0, 7))}`}
            />
          )}
        </Flex>
      )}
    </Panel>
  )
}

function Months({choose, month}: {choose: (month: string) => void; month: string}) {
  return (
    <Flex align="center" gap={2}>
      <Button
        aria-label="The month before"
        icon={ChevronLeftIcon}
        mode="bleed"
        onClick={() => choose(addMonths(month, -1))}
        padding={2}
      />
      <Text aria-live="polite" size={1} weight="medium">
        {monthName(month)}
      </Text>
      <Button
        aria-label="The month after"
        icon={ChevronRightIcon}
        mode="bleed"
        onClick={() => choose(addMonths(month, 1))}
        padding={2}
      />
    </Flex>
  )
}

function Day({
  day,
  entries,
  isOutside,
  today,
}: {
  day: string
  entries: readonly DueEntry[]
  isOutside: boolean
  today: string
}) {
  const classes = [isOutside && 'marrow-outside', day === today && 'marrow-today']
  return (
    <td
      aria-current={day === today ? 'date' : undefined}
      className={classes.filter(Boolean).join(' ')}
    >
      <span className="marrow-date">{Number(day.slice(8))}</span>
      {entries.map(({article, kind, title, what}) => (
        <DocumentLink
          className={day < today ? 'marrow-due marrow-late' : `marrow-due marrow-${what}`}
          id={article}
          key={`${article} ${what}`}
          title={`${title}: ${what === 'review' ? 'review due' : 'next review due'}`}
          type={kind === 'site' ? 'siteSettings' : 'article'}
          view="review"
        >
          {title}
        </DocumentLink>
      ))}
    </td>
  )
}

function monthName(month: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${month}-01T00:00:00Z`))
}
