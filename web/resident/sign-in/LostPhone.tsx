import { Link } from '@tanstack/react-router'
import { startCardRecovery } from '#contract/recovery.ts'
import { useAct } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { useTown } from '../../lib/town.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/sign-in.ts'

/** Two ways back in for somebody who can take no second step: the card at once, or the desk. */
export function LostPhone({ challengeId, onBack }: { challengeId: string; onBack: () => void }) {
  const { cardAppName } = useTown()
  const act = useAct(startCardRecovery)
  const start = async () => {
    const reply = await act.send({ body: { challengeId } })
    if (reply) location.assign(reply.redirectUrl)
  }
  return (
    <Screen key="lost" title={t('lostPhone')} nav={false}>
      <p>{t('lostPhoneNote')}</p>
      <section className="flex flex-col gap-3 rounded-16 border border-line bg-card p-4">
        <h2 className="text-lg font-bold">{t('recoverByCard')}</h2>
        <p>{t('recoverByCardNote')}</p>
        <TroubleNotice trouble={act.trouble} />
        <Button size="large" wide busy={act.busy} onPress={() => void start()}>
          {t('goTo', { cardAppName })}
        </Button>
      </section>
      <section className="flex flex-col gap-3 rounded-16 border border-line bg-card p-4">
        <h2 className="text-lg font-bold">{t('recoverAtDesk')}</h2>
        <p>{t('recoverAtDeskNote')}</p>
        <Link to={paths.deskRecovery} className={buttonClass('outline', 'normal', true)}>
          {t('typeDeskCode')}
        </Link>
      </section>
      <Button look="quiet" onPress={onBack}>
        {t('backToSecondStep')}
      </Button>
    </Screen>
  )
}
