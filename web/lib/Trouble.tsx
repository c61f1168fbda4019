import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { RefusalCode } from '#contract/refusals.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Skeleton } from '../ui/Spinner.tsx'
import { Fault, type Refusal, Refused } from './api.ts'
import type { Trouble } from './ask.ts'
import { useTown } from './town.ts'
import { sayFault, sayRefusal } from './words/refusals.ts'
import { t } from './words/shared.ts'

/** Gives a function that says a refusal or fault in the town's words. */
export function useTroubleWords(): (trouble: Refusal | Fault) => string {
  const town = useTown()
  return (trouble) => (trouble instanceof Fault ? sayFault(trouble.kind) : sayRefusal(trouble, town))
}

type TroubleNoticeProps = { trouble: Trouble; except?: readonly RefusalCode[]; action?: ReactNode }

/** Shows why an act did not happen; nothing where a field says it already (`except`). */
export function TroubleNotice({ trouble, except = [], action }: TroubleNoticeProps) {
  const say = useTroubleWords()
  if (!trouble) return null
  if (!(trouble instanceof Fault) && except.includes(trouble.code)) return null
  return (
    <Notice tone="bad" action={action}>
      {say(trouble)}
    </Notice>
  )
}

type AskedProps<T> = {
  of: UseQueryResult<T, Refused | Fault>
  children: (value: T) => ReactNode
  rows?: number
}

/** Shows an answer, or that it is loading, or why it did not come with a button to ask again. */
export function Asked<T>({ of, children, rows = 3 }: AskedProps<T>) {
  if (of.data !== undefined) return children(of.data)
  if (of.isPending) return <Skeleton rows={rows} />
  return <LoadTrouble error={of.error} again={() => void of.refetch()} />
}

/** Says why something could not be loaded, with a button to try again. */
export function LoadTrouble({ error, again }: { error: unknown; again: () => void }) {
  const say = useTroubleWords()
  const trouble =
    error instanceof Refused ? error.problem : error instanceof Fault ? error : new Fault('broken')
  return (
    <Notice
      tone="bad"
      action={
        <Button look="outline" onPress={again}>
          {t('loadAgain')}
        </Button>
      }
    >
      {say(trouble)}
    </Notice>
  )
}
