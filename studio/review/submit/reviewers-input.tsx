import {Checkbox, Flex, Stack, Text, TextInput} from '@sanity/ui'

import type {RawDocument} from '#pipeline'

import {Field} from '../parts/field.tsx'

/** Whom one would like to review, and by when: a wish, kept in the article and never sealed. */
export function ReviewersInput({
  documents,
  dueDate,
  reviewers,
  setDueDate,
  setReviewers,
}: {
  documents: ReadonlyMap<string, RawDocument>
  dueDate: string
  reviewers: readonly string[]
  setDueDate: (day: string) => void
  setReviewers: (ids: string[]) => void
}) {
  const experts = expertsIn(documents)
  return (
    <Stack gap={5}>
      {experts.length > 0 && (
        <Stack aria-labelledby="submit-reviewers" gap={3} role="group">
          <Text id="submit-reviewers" size={1} weight="medium">
            Wanted reviewers
          </Text>
          {experts.map(({id, name}) => (
            <Flex align="center" as="label" gap={3} key={id}>
              <Checkbox
                checked={reviewers.includes(id)}
                onChange={({currentTarget}) =>
                  setReviewers(
                    currentTarget.checked
                      ? [...reviewers, id]
                      : reviewers.filter((other) => other !== id),
                  )
                }
              />
              <Text size={1}>{name}</Text>
            </Flex>
          ))}
        </Stack>
      )}
      <Field id="submit-due" label="Review wanted by">
        <TextInput
          id="submit-due"
          onChange={({currentTarget}) => setDueDate(currentTarget.value)}
          type="date"
          value={dueDate}
        />
      </Field>
    </Stack>
  )
}

function expertsIn(documents: ReadonlyMap<string, RawDocument>): Array<{id: string; name: string}> {
  return [...documents.values()]
    .filter(({_id, _type, roles}) => {
      const isExpert = Array.isArray(roles) && roles.includes('medical-expert')
      return _type === 'person' && isExpert && !_id.startsWith('drafts.')
    })
    .map(({_id, name}) => ({id: _id, name: typeof name === 'string' ? name : _id}))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}
