import type { staffSignOut } from '#contract/merchants.ts'
import { Button } from '../ui/Button.tsx'
import { forgetAnswers, useAct } from './ask.ts'
import { rememberTown } from './town.ts'
import { useTroubleWords } from './Trouble.tsx'
import { t } from './words/shared.ts'

type SignOutButtonProps = { endpoint: typeof staffSignOut; onDone: () => void }

/** Ends the session; says why when it could not. */
export function SignOutButton({ endpoint, onDone }: SignOutButtonProps) {
  const act = useAct(endpoint)
  const say = useTroubleWords()
  const leave = async () => {
    if (!(await act.send())) return
    forgetAnswers()
    rememberTown()
    onDone()
  }
  return (
    <>
      {act.trouble ? <span role="alert">{say(act.trouble)}</span> : null}
      <Button look="quiet" busy={act.busy} onPress={() => void leave()}>
        {t('signOut')}
      </Button>
    </>
  )
}
